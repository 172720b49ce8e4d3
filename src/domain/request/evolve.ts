import { omitUndefined } from '../model/omit-undefined.js';
import type { Evidence, Plan, Step, UndoStep } from '../plan/types.js';
import { expirationAfter, asSettled, withoutWarning } from './expiration.js';
import { retainedSteps } from './retry.js';
import type { Expiration, Request, RequestEvent, StepProgress } from './types.js';

/** The request after something happened to it. Pure; the event becomes the last line of the history. */
export function evolve(request: Request, event: RequestEvent): Request {
  const history = [...request.history, event];
  // A refused attempt changes nothing that a message shows.
  const revision = event.type === 'action-refused' ? request.revision : request.revision + 1;
  return { ...change(request, event), history, revision };
}

function change(request: Request, event: RequestEvent): Request {
  switch (event.type) {
    case 'requested':
    case 'action-refused':
      return request;
    case 'approval-given':
      return {
        ...request,
        approvals: [...request.approvals, { by: event.by, at: event.at, requirementIndexes: event.requirementIndexes }],
      };
    case 'approved':
      return { ...without(request, 'remindAt'), status: 'approved' };
    case 'denied':
      return { ...without(request, 'remindAt'), status: 'denied' };
    case 'cancelled':
      return { ...without(request, 'remindAt'), status: 'cancelled' };
    case 'expired':
      return { ...without(request, 'remindAt'), status: 'expired' };
    case 'reminded':
      return without(request, 'remindAt');
    case 'rules-changed':
      return { ...request, policyDecision: event.policyDecision, approvals: [] };
    case 'plan-changed':
      return {
        ...without(request, 'retryState', 'failure'),
        status: 'pending',
        plan: event.plan,
        policyDecision: event.policyDecision,
        approvals: [],
        // Completed stages stay done. The new plan continues from there.
        steps: retainedSteps(request),
        approvalExpiresAt: event.approvalExpiresAt,
        remindAt: event.remindAt,
      };
    case 'started':
      return { ...without(request, 'retryState', 'failure'), status: 'running', plan: planToRun(request, event) };
    case 'stage-announced':
      return { ...without(request, 'retryState'), plan: withEvidence(request.plan, event.evidence) };
    case 'revalidated': {
      const steps = request.plan.steps.map((step) => withUndo(step, event.undo[step.id]));
      return { ...without(request, 'retryState'), plan: withEvidence({ ...request.plan, steps }, event.evidence) };
    }
    case 'cancel-requested':
      return request;
    case 'step-started':
      return withStep(request, event.step, { state: 'started', attempts: 0, startedAt: event.at });
    case 'step-accepted':
      return withStep(request, event.step, { ...finishedProgress(request, event), state: 'waiting' });
    case 'step-done':
      return withStep(request, event.step, { ...finishedProgress(request, event), state: 'done' });
    case 'step-failed': {
      const { outputs } = request.steps[event.step] ?? {};
      return withStep(request, event.step, {
        state: 'failed',
        attempts: 0,
        startedAt: startedAtOf(request, event),
        failure: event.failure,
        ...omitUndefined({ outputs }),
      });
    }
    case 'step-skipped':
      return withStep(request, event.step, { state: 'skipped', attempts: 0, startedAt: event.at });
    case 'done':
      return withExpiration({ ...request, status: 'done' }, expirationAfter(request, event.at, 'done'));
    case 'failed': {
      const failed: Request = { ...without(request, 'retryState'), status: 'failed', failure: event.failure };
      return withExpiration(failed, expirationAfter(request, event.at, 'failed'));
    }
    case 'retried':
      return { ...resetForRetry(request), status: 'approved', steps: retainedSteps(request) };
    case 'undo-requested':
      return { ...request, undoneBy: { requestId: event.undo, done: false } };
    case 'undone':
      return withExpiration(
        { ...request, undoneBy: { requestId: event.undo, done: true } },
        request.expiration && asSettled(request.expiration),
      );
    case 'expiry-announced':
      return withExpiration(without(request, 'retryState'), request.expiration && withoutWarning(request.expiration));
    case 'expiry-requested':
      return withExpiration(without(request, 'retryState'), { revokeAt: event.at, isSettled: false });
    case 'revocation-delayed':
      return request;
    case 'revocation-started':
      return { ...without(request, 'retryState'), undoneBy: { requestId: event.undo, done: false } };
    case 'revocation-not-needed':
      return withExpiration(without(request, 'retryState'), request.expiration && asSettled(request.expiration));
  }
}

/** A revocation time that has passed says nothing about a retry. */
function resetForRetry(request: Request): Request {
  return request.expiration?.isSettled === true
    ? without(request, 'failure', 'retryState', 'expiration')
    : without(request, 'failure', 'retryState');
}

function withExpiration(request: Request, expiration: Expiration | undefined): Request {
  return expiration === undefined ? request : { ...request, expiration };
}

/** The approved plan, with what takes its steps back as it was found when they were about to run. */
function planToRun({ plan }: Request, { undo = {} }: RequestEvent & { type: 'started' }): Plan {
  return { ...plan, steps: plan.steps.map((step) => withUndo(step, undo[step.id])) };
}

function withUndo(step: Step, undo: readonly UndoStep[] | undefined): Step {
  return undo === undefined ? step : { ...step, undo };
}

/** The plan's evidence with one row of it as it was last seen. */
function withEvidence(plan: Plan, seen: Evidence | undefined): Plan {
  if (seen === undefined) return plan;
  const [, ...rest] = plan.evidence;
  return { ...plan, evidence: [seen, ...rest] };
}

/** The progress of a step whose call was accepted. Earlier outputs stay. */
function finishedProgress(
  request: Request,
  event: RequestEvent & { type: 'step-accepted' | 'step-done' },
): Omit<StepProgress, 'state'> {
  const before = request.steps[event.step];
  return {
    attempts: 0,
    startedAt: startedAtOf(request, event),
    outputs: { ...before?.outputs, ...event.outputs },
    ...omitUndefined({ detail: event.detail }),
  };
}

function startedAtOf(request: Request, event: RequestEvent & { step: string }): string {
  return request.steps[event.step]?.startedAt ?? event.at;
}

function withStep(request: Request, step: string, progress: StepProgress): Request {
  return { ...request, steps: { ...request.steps, [step]: progress } };
}

function without<K extends keyof Request>(request: Request, ...keys: readonly K[]): Omit<Request, K> & Request {
  return Object.fromEntries(Object.entries(request).filter(([key]) => !keys.includes(key as K))) as Omit<Request, K> &
    Request;
}
