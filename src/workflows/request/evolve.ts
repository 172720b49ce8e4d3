import type { Evidence, Plan, Step, UndoStep } from '../plan/types.js';
import { limitAtEnd, over, warned } from './limit.js';
import { stepsToKeep } from './steps-to-keep.js';
import type { Limit, Request, RequestEvent, StepProgress } from './types.js';

/** The request after something happened to it. Pure; the event becomes the last line of the history. */
export function evolve(request: Request, event: RequestEvent): Request {
  const history = [...request.history, event];
  // A refused attempt changes nothing that a message shows.
  const revision = event.type === 'attempt-refused' ? request.revision : request.revision + 1;
  return { ...change(request, event), history, revision };
}

function change(request: Request, event: RequestEvent): Request {
  switch (event.type) {
    case 'requested':
    case 'attempt-refused':
      return request;
    case 'approval-given':
      return { ...request, approvals: [...request.approvals, { by: event.by, at: event.at, counts: event.counts }] };
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
      return { ...request, ruling: event.ruling, approvals: [] };
    case 'plan-changed':
      return {
        ...without(request, 'trouble', 'failure'),
        status: 'pending',
        plan: event.plan,
        ruling: event.ruling,
        approvals: [],
        // What a begun ladder has done stays done: the new plan goes on from there.
        steps: stepsToKeep(request),
        expiresAt: event.expiresAt,
        remindAt: event.remindAt,
      };
    case 'started':
      return { ...without(request, 'trouble', 'failure'), status: 'running', plan: planToRun(request, event) };
    case 'rung-announced':
      return { ...without(request, 'trouble'), plan: withEvidence(request.plan, event.seen) };
    case 'looked-again': {
      const steps = request.plan.steps.map((step) => withUndo(step, event.undo[step.id]));
      return { ...without(request, 'trouble'), plan: withEvidence({ ...request.plan, steps }, event.seen) };
    }
    case 'stop-asked':
      return request;
    case 'step-started':
      return withStep(request, event.step, { state: 'started', attempts: 0, startedAt: event.at });
    case 'step-accepted':
      return withStep(request, event.step, { ...settled(request, event), state: 'waiting' });
    case 'step-done':
      return withStep(request, event.step, { ...settled(request, event), state: 'done' });
    case 'step-failed': {
      const { kept } = request.steps[event.step] ?? {};
      return withStep(request, event.step, {
        state: 'failed',
        attempts: 0,
        startedAt: startOf(request, event),
        failure: event.failure,
        ...(kept === undefined ? {} : { kept }),
      });
    }
    case 'step-skipped':
      return withStep(request, event.step, { state: 'skipped', attempts: 0, startedAt: event.at });
    case 'done':
      return withLimit({ ...request, status: 'done' }, limitAtEnd(request, event.at, 'done'));
    case 'failed': {
      const failed: Request = { ...without(request, 'trouble'), status: 'failed', failure: event.failure };
      return withLimit(failed, limitAtEnd(request, event.at, 'failed'));
    }
    case 'retried':
      return { ...onceMore(request), status: 'approved', steps: stepsToKeep(request) };
    case 'undo-asked':
      return { ...request, undo: { request: event.undo, done: false } };
    case 'undone':
      return withLimit({ ...request, undo: { request: event.undo, done: true } }, request.limit && over(request.limit));
    case 'end-announced':
      return withLimit(without(request, 'trouble'), request.limit && warned(request.limit));
    case 'end-asked':
      return withLimit(without(request, 'trouble'), { endsAt: event.at, isOver: false });
    case 'end-delayed':
      return request;
    case 'end-reached':
      return { ...without(request, 'trouble'), undo: { request: event.undo, done: false } };
    case 'end-idle':
      return withLimit(without(request, 'trouble'), request.limit && over(request.limit));
  }
}

/** A time that is over says nothing of what is tried again. */
function onceMore(request: Request): Request {
  return request.limit?.isOver === true
    ? without(request, 'failure', 'trouble', 'limit')
    : without(request, 'failure', 'trouble');
}

function withLimit(request: Request, limit: Limit | undefined): Request {
  return limit === undefined ? request : { ...request, limit };
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

/** What is true of a step whose call was accepted. What it kept before stays. */
function settled(
  request: Request,
  event: RequestEvent & { type: 'step-accepted' | 'step-done' },
): Omit<StepProgress, 'state'> {
  const before = request.steps[event.step];
  return {
    attempts: 0,
    startedAt: startOf(request, event),
    kept: { ...before?.kept, ...event.kept },
    ...(event.detail === undefined ? {} : { detail: event.detail }),
  };
}

function startOf(request: Request, event: RequestEvent & { step: string }): string {
  return request.steps[event.step]?.startedAt ?? event.at;
}

function withStep(request: Request, step: string, progress: StepProgress): Request {
  return { ...request, steps: { ...request.steps, [step]: progress } };
}

function without<K extends keyof Request>(request: Request, ...keys: readonly K[]): Omit<Request, K> & Request {
  return Object.fromEntries(Object.entries(request).filter(([key]) => !keys.includes(key as K))) as Omit<Request, K> &
    Request;
}
