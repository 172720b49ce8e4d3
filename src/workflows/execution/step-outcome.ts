import { AccessDenied, Rejected, type PortFailure } from '../ports/errors.js';
import type { RequestLease } from './lease.js';
import { CALL_SPECS, createdResourceTypes } from '../../domain/plan/call-specs.js';
import type { WaitCondition, Step } from '../../domain/plan/types.js';
import type { ConditionStatus } from '../ports/ports.js';
import { backoffMs } from '../../domain/model/backoff.js';
import { addMs } from '../../domain/model/time.js';
import type { Failure, Request, StepProgress } from '../../domain/request/types.js';
import { isoNow, type UseCaseContext } from '../context.js';

/** How often a call is tried that EC2 throttles or whose answer is lost; with the back-off, about half an hour. */
const MAX_CALL_ATTEMPTS = 14;
/** What is not here is seen within minutes. */
const MAX_WAIT_MS: Partial<Record<WaitCondition['kind'], number>> = {
  // An image, and each snapshot of it, may stay pending for a day on big volumes. (EC2 User Guide)
  'image-available': 48 * 3_600_000,
  'snapshot-completed': 48 * 3_600_000,
  // So may the conversion of big disks.
  imported: 48 * 3_600_000,
  // Windows may take long to shut down, and a big machine long to start.
  'instance-running': 60 * 60_000,
  'instance-stopped': 60 * 60_000,
  'instance-terminated': 60 * 60_000,
};
const DEFAULT_MAX_WAIT_MS = 10 * 60_000;
const MIN_POLL_INTERVAL_MS = 2_000;
const MAX_POLL_INTERVAL_MS = 60_000;

type Satisfied = ConditionStatus & { kind: 'satisfied' };

/** What a step keeps for later ones, by name. */
export type StepOutputs = Readonly<Record<string, string>>;

/** Records what a look after the call showed. */
export function applyCondition(
  context: UseCaseContext,
  lease: RequestLease,
  step: Step,
  outputs: StepOutputs,
  status: ConditionStatus,
  detail?: string,
): void {
  switch (status.kind) {
    case 'satisfied':
      completeStep(context, lease, step, outputs, status, detail);
      return;
    case 'failed': {
      const { message, advice } = status;
      if (Object.keys(outputs).length > 0) markAccepted(context, lease, step, outputs, detail);
      failStep(context, lease, step, { code: 'failed', message, ...(advice === undefined ? {} : { advice }) });
      return;
    }
    case 'pending':
      if (lease.request.steps[step.id]?.state !== 'waiting') markAccepted(context, lease, step, outputs, detail);
      scheduleNextCheck(context, lease, step, status.detail);
      return;
  }
}

function markAccepted(
  context: UseCaseContext,
  lease: RequestLease,
  step: Step,
  outputs: StepOutputs,
  detail: string | undefined,
): void {
  const at = isoNow(context);
  lease.appendEvents({
    type: 'step-accepted',
    step: step.id,
    outputs,
    at,
    ...(detail === undefined ? {} : { detail }),
  });
}

/** Records that a step is done. */
export function completeStep(
  context: UseCaseContext,
  lease: RequestLease,
  step: Step,
  outputs: StepOutputs,
  status?: Satisfied,
  detail = status?.detail,
): void {
  lease.appendEvents({
    type: 'step-done',
    step: step.id,
    outputs: { ...outputs, ...outputsFromCondition(step, status) },
    at: isoNow(context),
    ...(detail === undefined ? {} : { detail }),
  });
}

/** The condition is not met yet: sets the time of the next look, or gives up when it has taken too long. */
function scheduleNextCheck(context: UseCaseContext, lease: RequestLease, step: Step, detail: string | undefined): void {
  const now = isoNow(context);
  const { startedAt } = progressOf(lease.request, step, now);
  const age = Date.parse(now) - Date.parse(startedAt);
  const maxWaitMs = (step.waitFor === undefined ? undefined : MAX_WAIT_MS[step.waitFor.kind]) ?? DEFAULT_MAX_WAIT_MS;
  if (age > maxWaitMs) {
    failStep(context, lease, step, {
      code: 'not-confirmed',
      message: `EC2 accepted the call, but its effect could not be seen within ${String(maxWaitMs / 60_000)} minutes.`,
      advice: 'Look at the AMI with /ami info; Retry makes the call again.',
    });
    return;
  }
  const delayMs = Math.min(MAX_POLL_INTERVAL_MS, Math.max(MIN_POLL_INTERVAL_MS, age / 10));
  updateProgress(lease, step, now, (progress) => ({
    ...progress,
    nextAt: addMs(now, delayMs),
    ...(detail === undefined ? {} : { detail }),
  }));
}

/** Records a call that EC2 did not accept: with the time to try again, or as the step's failure. */
export function handleCallFailure(context: UseCaseContext, lease: RequestLease, step: Step, error: PortFailure): void {
  const now = isoNow(context);
  const attempts = progressOf(lease.request, step, now).attempts + 1;
  const isTransient = error.kind === 'throttled' || error.kind === 'unknown-outcome';
  if (!isTransient || attempts >= MAX_CALL_ATTEMPTS) {
    failStep(context, lease, step, toStepFailure(error));
    return;
  }
  const minDelayMs = error.kind === 'throttled' ? (error.retryAfterMs ?? 0) : consistencyDelayMs(step);
  const delayMs = Math.max(minDelayMs, backoffMs(attempts, `${lease.request.id}/${step.id}`));
  updateProgress(lease, step, now, (progress) => ({ ...progress, attempts, nextAt: addMs(now, delayMs) }));
}

/** What was created a moment ago may not be seen yet, and would be created again. (EC2 DG, "Eventual consistency") */
function consistencyDelayMs({ call }: Step): number {
  return CALL_SPECS[call.name].retry === 'check-first' && createdResourceTypes(call.name).length > 0 ? 15_000 : 0;
}

export function failStep(context: UseCaseContext, lease: RequestLease, step: Step, failure: Failure): void {
  lease.appendEvents({ type: 'step-failed', step: step.id, failure, at: isoNow(context) });
}

function toStepFailure(error: PortFailure): Failure {
  const { message } = error;
  if (error instanceof Rejected) {
    return { code: error.code, message, ...(error.advice === undefined ? {} : { advice: error.advice }) };
  }
  if (error instanceof AccessDenied) {
    const permission = error.permission ?? 'the right to do this';
    return {
      code: 'access-denied',
      message,
      advice: `Give the bot's role in that account ${permission}, then press Retry.`,
    };
  }
  return { code: error.kind, message, advice: 'Press Retry to try again.' };
}

/** Bookkeeping that is no line of the history. A changed detail is something to show. */
function updateProgress(
  lease: RequestLease,
  step: Step,
  now: string,
  change: (progress: StepProgress) => StepProgress,
): void {
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

function outputsFromCondition(
  step: Step,
  { snapshotsByDevice = {}, imageId }: Pick<Satisfied, 'snapshotsByDevice' | 'imageId'> = {},
): StepOutputs {
  return Object.fromEntries(
    Object.entries(step.outputs ?? {}).flatMap(([name, source]) => {
      const value =
        source.from === 'device' ? snapshotsByDevice[source.device] : source.from === 'image' ? imageId : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
