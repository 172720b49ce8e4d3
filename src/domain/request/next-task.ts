import { addMs } from '../model/time.js';
import type { Cleanup, Step } from '../plan/types.js';
import { cancellationRequest, mustAbort } from './cancellation.js';
import { pendingExpiration } from './expiration.js';
import { hasPendingNotifications } from './notifications.js';
import { stageTimes, type StageTimes } from './stages.js';
import type { Request, RequestId, StepProgress } from './types.js';

/** The next task of a request for the process that holds its lease. */
export type Task =
  | { readonly kind: 'notify' }
  | { readonly kind: 'expire' }
  | { readonly kind: 'remind' }
  /** Look at the AMI again, compare with the approved plan, and begin. */
  | { readonly kind: 'start-run' }
  /** Look at the AMI again, and tell people of a step that waits for its time. */
  | { readonly kind: 'announce-stage'; readonly step: Step }
  /** Its time has come: look at the AMI again, compare, and begin it. */
  | { readonly kind: 'start-stage'; readonly step: Step }
  /** Make the step's call for the first time. */
  | { readonly kind: 'call'; readonly step: Step }
  /** The intent is recorded and the outcome is not: find out, or repeat. */
  | { readonly kind: 'resume'; readonly step: Step }
  /** Look whether the step's condition is met. */
  | { readonly kind: 'poll'; readonly step: Step }
  /** It was stopped: look a last time, and wait no longer. */
  | { readonly kind: 'abort'; readonly step: Step }
  | { readonly kind: 'skip'; readonly step: Step }
  | { readonly kind: 'finish' }
  /** Look at what uses it, and warn people that its time is over soon. */
  | { readonly kind: 'warn-expiry' }
  /** The grant has expired: revoke it. */
  | { readonly kind: 'revoke' }
  /** Tell the request that was undone so. */
  | { readonly kind: 'mark-undone'; readonly undoneRequestId: RequestId }
  /** Nothing before `until`; nothing at all without it. */
  | { readonly kind: 'idle'; readonly until?: string };

/** The shortest time between two updates of a message about a running request: Slack allows about one a second. */
const UPDATE_INTERVAL_MS = 2_000;

export function nextTask(request: Request, now: string): Task {
  const work = nextWork(request, now);
  if (!hasPendingNotifications(request)) return work;
  const notifyAt = nextNotificationAt(request, work);
  if (notifyAt === undefined || notifyAt <= now) return { kind: 'notify' };
  return work.kind === 'idle' ? idleUntil(earliest(notifyAt, work.until)) : work;
}

function nextWork(request: Request, now: string): Task {
  switch (request.status) {
    case 'pending':
      return nextWhilePending(request, now);
    case 'approved':
      return dueOrIdle(request.retryState?.retryAt, now, { kind: 'start-run' });
    case 'running':
      return nextStep(request, now);
    case 'done':
      return nextWhenDone(request, now);
    case 'failed':
      return nextExpirationTask(request, now);
    case 'denied':
    case 'cancelled':
    case 'expired':
      return { kind: 'idle' };
  }
}

function nextWhenDone(request: Request, now: string): Task {
  const { undoOf } = request;
  if (undoOf === undefined || undoOf.markedUndone === true) return nextExpirationTask(request, now);
  return { kind: 'mark-undone', undoneRequestId: undoOf.requestId };
}

/** The expiration comes at its time, whether users could be warned or not. */
function nextExpirationTask(request: Request, now: string): Task {
  const expiration = pendingExpiration(request);
  if (expiration === undefined) return { kind: 'idle' };
  const retryAt = request.retryState?.retryAt;
  const { revokeAt, warnAt } = expiration;
  if (warnAt === undefined || revokeAt <= now) return dueOrIdle(latest(revokeAt, retryAt), now, { kind: 'revoke' });
  return dueOrIdle(earliest(latest(warnAt, retryAt), revokeAt), now, { kind: 'warn-expiry' });
}

function nextWhilePending({ approvalExpiresAt, remindAt }: Request, now: string): Task {
  if (approvalExpiresAt <= now) return { kind: 'expire' };
  if (remindAt === undefined || remindAt >= approvalExpiresAt) return { kind: 'idle', until: approvalExpiresAt };
  return dueOrIdle(remindAt, now, { kind: 'remind' });
}

function nextStep(request: Request, now: string): Task {
  const tasks = request.plan.steps.flatMap((step) => stepTask(step, request, now) ?? []);
  const isRunning = Object.values(request.steps).some(({ state }) => state === 'started' || state === 'waiting');
  // A stage may return the request to its approvers, which happens between steps.
  const task = tasks.find((each) => each.kind !== 'idle' && !(isRunning && isStageTask(each)));
  if (task !== undefined) return task;
  const [first, ...others] = tasks.flatMap((each) => (each.kind === 'idle' ? [each.until] : []));
  return first === undefined && others.length === 0 ? { kind: 'finish' } : idleUntil(others.reduce(earliest, first));
}

/** The task of a step. `undefined` if it is settled or waits for another step. */
function stepTask(step: Step, request: Request, now: string): Task | undefined {
  const progress = request.steps[step.id];
  if (progress === undefined) return newStepTask(step, request, now);
  switch (progress.state) {
    case 'started':
      return dueOrIdle(progress.nextAt, now, { kind: 'resume', step });
    case 'waiting':
      if (mustAbort(step, request)) return { kind: 'abort', step };
      return dueOrIdle(progress.nextAt, now, { kind: 'poll', step });
    case 'done':
    case 'failed':
    case 'skipped':
      return undefined;
  }
}

function newStepTask(step: Step, request: Request, now: string): Task | undefined {
  if (step.cleanup !== undefined) return cleanupTask(step, step.cleanup, request);
  const needed = step.after.map((id) => request.steps[id]);
  const isBlocked = needed.some((progress) => isFinished(progress) && progress?.state !== 'done');
  if (isBlocked || cancellationRequest(request) !== undefined) return { kind: 'skip', step };
  if (needed.some((progress) => progress?.state !== 'done')) return undefined;
  const times = stageTimes(step, request);
  return times === undefined ? { kind: 'call', step } : stageTask(step, times, request, now);
}

function stageTask(step: Step, { announceAt, startAt, isAnnounced }: StageTimes, request: Request, now: string): Task {
  const { retryState, notifications } = request;
  if (!isAnnounced) return dueOrIdle(latest(announceAt, retryState?.retryAt), now, { kind: 'announce-stage', step });
  // A stage does not start while Slack cannot be notified of it.
  if (hasPendingNotifications(request)) return idleUntil(notifications.retryAt ?? now);
  return dueOrIdle(latest(startAt, retryState?.retryAt), now, { kind: 'start-stage', step });
}

function isStageTask({ kind }: Task): boolean {
  return kind === 'announce-stage' || kind === 'start-stage';
}

function cleanupTask(step: Step, { stepId, unlessDone }: Cleanup, { steps }: Request): Task | undefined {
  const users = [stepId, ...(unlessDone === undefined ? [] : [unlessDone]), ...step.after].map((id) => steps[id]);
  if (!users.every(isFinished)) return undefined;
  const stays = unlessDone !== undefined && steps[unlessDone]?.state === 'done';
  return { kind: stays || !leftSomething(steps[stepId]) ? 'skip' : 'call', step };
}

/** An accepted call may have created a resource even if it failed later; so may a call with an unknown outcome. */
function leftSomething(progress: StepProgress | undefined): boolean {
  if (progress?.state !== 'failed') return progress?.state === 'done';
  return progress.outputs !== undefined || progress.failure?.code === 'unknown-outcome';
}

function isFinished(progress: StepProgress | undefined): boolean {
  return progress !== undefined && ['done', 'failed', 'skipped'].includes(progress.state);
}

/** The time of the next attempt to notify. `undefined` if there is nothing to wait for. */
function nextNotificationAt({ status, notifications }: Request, work: Task): string | undefined {
  const { retryAt, shownAt } = notifications;
  if (retryAt !== undefined) return retryAt;
  // While there is work to do, the message follows at a distance; when it rests, at once.
  if (status !== 'running' || shownAt === undefined || work.kind === 'idle') return undefined;
  return addMs(shownAt, UPDATE_INTERVAL_MS);
}

function dueOrIdle(at: string | undefined, now: string, task: Task): Task {
  return at === undefined || at <= now ? task : { kind: 'idle', until: at };
}

function idleUntil(until: string | undefined): Task {
  return until === undefined ? { kind: 'idle' } : { kind: 'idle', until };
}

function latest(one: string, other: string | undefined): string {
  return other === undefined || other < one ? one : other;
}

function earliest(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}

/**
 * The earliest time at which a task of a request is due. `undefined` if never. While a process holds the lease, that is
 * the end of the lease.
 */
export function nextDueAt(request: Request): string | undefined {
  if (request.lease !== undefined) return request.lease.expiresAt;
  // Evaluated at its last change, the request returns the remaining tasks.
  const lastChange = request.history.at(-1)?.at ?? request.createdAt;
  const task = nextTask(request, lastChange);
  return task.kind === 'idle' ? task.until : lastChange;
}
