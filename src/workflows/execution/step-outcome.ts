import type { PortFailure } from '../ports/errors.js';
import { callSpec, createdResourceTypes } from '../../domain/plan/call-specs.js';
import { maxWaitMs } from '../../domain/plan/wait-conditions.js';
import type { Step } from '../../domain/plan/types.js';
import type { ConditionStatus } from '../ports/call-executor.js';
import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { addMs } from '../../domain/model/time.js';
import { backoffMs } from '../../domain/model/backoff.js';
import type { Failure } from '../../domain/request/failure.js';
import type { Request, StepProgress } from '../../domain/request/types.js';
import { isoNow, type UseCaseContext } from '../context.js';
import { toFailure } from './failure.js';
import type { RequestLease } from './request-lease.js';

/** The ports for running a step. */
export type StepContext = Pick<UseCaseContext, 'executor' | 'clock' | 'log'>;

/** A step, and the process that runs it under its lease on the request. */
export interface StepRun {
  readonly context: StepContext;
  readonly lease: RequestLease;
  readonly step: Step;
}

/** The outputs of a step by name. */
export type OutputValues = Readonly<Record<string, string>>;

/** What an accepted call gave: outputs, and a line for the user. */
interface AcceptedCall {
  readonly outputs?: OutputValues;
  readonly detail?: string | undefined;
}

type Satisfied = ConditionStatus & { kind: 'satisfied' };

/** How often a throttled or lost call is tried. With the back-off, about half an hour. */
const MAX_CALL_ATTEMPTS = 14;
const MIN_POLL_MS = 2_000;
const MAX_POLL_MS = 60_000;

/** Records what a check of the condition showed: done, failed, or the time of the next check. */
export function applyCondition(run: StepRun, status: ConditionStatus, accepted: AcceptedCall = {}): void {
  const { lease, step } = run;
  switch (status.kind) {
    case 'satisfied':
      completeStep(run, { ...accepted, status });
      return;
    case 'failed': {
      const { message, advice } = status;
      if (Object.keys(accepted.outputs ?? {}).length > 0) markAccepted(run, accepted);
      failStep(run, { code: 'failed', message, ...omitUndefined({ advice }) });
      return;
    }
    case 'pending':
      if (lease.request.steps[step.id]?.state !== 'waiting') markAccepted(run, accepted);
      scheduleNextCheck(run, status.detail);
      return;
  }
}

/** Records that a step is done, with its outputs from the response and from the satisfied condition. */
export function completeStep(
  run: StepRun,
  { outputs, detail, status }: AcceptedCall & { readonly status?: Satisfied },
): void {
  const { context, lease, step } = run;
  lease.appendEvents({
    type: 'step-done',
    step: step.id,
    outputs: { ...outputs, ...outputsFromCondition(step, status) },
    at: isoNow(context),
    ...omitUndefined({ detail: detail ?? status?.detail }),
  });
}

/** Records that a step failed. */
export function failStep({ context, lease, step }: StepRun, failure: Failure): void {
  lease.appendEvents({ type: 'step-failed', step: step.id, failure, at: isoNow(context) });
}

/** Records a call that EC2 did not accept: the time of the next attempt, or the failure of the step. */
export function handleCallFailure(run: StepRun, error: PortFailure): void {
  const { context, lease, step } = run;
  const now = isoNow(context);
  const attempts = progressOf(lease.request, step, now).attempts + 1;
  const isRetryable = error.kind === 'throttled' || error.kind === 'unknown-outcome';
  if (!isRetryable || attempts >= MAX_CALL_ATTEMPTS) {
    failStep(run, toFailure(error));
    return;
  }
  const minDelayMs = error.kind === 'throttled' ? (error.retryAfterMs ?? 0) : consistencyDelayMs(step);
  const delayMs = Math.max(minDelayMs, backoffMs(attempts, `${lease.request.id}/${step.id}`));
  updateProgress(run, now, (progress) => ({ ...progress, attempts, nextAt: addMs(now, delayMs) }));
}

function markAccepted({ context, lease, step }: StepRun, { outputs = {}, detail }: AcceptedCall): void {
  lease.appendEvents({
    type: 'step-accepted',
    step: step.id,
    outputs,
    at: isoNow(context),
    ...omitUndefined({ detail }),
  });
}

/** Sets the time of the next check, or fails the step if its condition has been pending for too long. */
function scheduleNextCheck(run: StepRun, detail: string | undefined): void {
  const { context, lease, step } = run;
  const now = isoNow(context);
  const { startedAt } = progressOf(lease.request, step, now);
  const ageMs = Date.parse(now) - Date.parse(startedAt);
  const limitMs = maxWaitMs(step.waitFor?.kind ?? 'image-present');
  if (ageMs > limitMs) {
    failStep(run, { code: 'not-confirmed', params: { minutes: String(limitMs / 60_000) } });
    return;
  }
  const delayMs = Math.min(MAX_POLL_MS, Math.max(MIN_POLL_MS, ageMs / 10));
  updateProgress(run, now, (progress) => ({ ...progress, nextAt: addMs(now, delayMs), ...omitUndefined({ detail }) }));
}

/** Reads may not show a resource that was created moments ago, and it would be created twice. (EC2 DG, "Eventual consistency") */
function consistencyDelayMs({ call }: Step): number {
  return callSpec(call.name).retry === 'check-first' && createdResourceTypes(call.name).length > 0 ? 15_000 : 0;
}

/** Changes the progress of a step without a line in the history. A changed detail is shown in the message. */
function updateProgress({ lease, step }: StepRun, now: string, change: (progress: StepProgress) => StepProgress): void {
  lease.update((request) => {
    const before = progressOf(request, step, now);
    const after = change(before);
    const revision = request.revision + (before.detail === after.detail ? 0 : 1);
    return { ...request, revision, steps: { ...request.steps, [step.id]: after } };
  });
}

function progressOf(request: Request, step: Step, now: string): StepProgress {
  return request.steps[step.id] ?? { state: 'started', attempts: 0, startedAt: now };
}

function outputsFromCondition(step: Step, status: Satisfied | undefined): OutputValues {
  const { snapshotsByDevice = {}, imageId } = status ?? {};
  return Object.fromEntries(
    Object.entries(step.outputs ?? {}).flatMap(([name, source]) => {
      const value =
        source.from === 'device' ? snapshotsByDevice[source.device] : source.from === 'image' ? imageId : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
