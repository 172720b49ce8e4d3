import { decide } from '../../domain/request/decide.js';
import { nextTask, type Task } from '../../domain/request/next-task.js';
import type { RequestId } from '../../domain/request/types.js';
import { isoNow, type UseCaseContext } from '../context.js';
import { isPortFailure } from '../ports/errors.js';
import { abortStep, executeStep, pollStep, resumeStep } from './execute-step.js';
import { revokeExpiredShare, warnBeforeExpiry, type RevocationContext } from './expire-share.js';
import { LeaseLost } from './lease.js';
import { RequestLease } from './request-lease.js';
import { markUndone } from './mark-undone.js';
import { announceStage, startRun, startStage } from './start-run.js';
import { syncNotifications, type NotificationContext } from './sync-notifications.js';
import type { RevalidationContext } from './revalidate.js';
import type { StepContext } from './step-outcome.js';

type ProcessContext = RevalidationContext &
  StepContext &
  RevocationContext &
  NotificationContext &
  Pick<UseCaseContext, 'shutdownSignal'>;

/** Records that a pending request has expired, or that its approvers are reminded, once. */
function closeOverdue(context: Pick<UseCaseContext, 'clock'>, lease: RequestLease, what: 'expire' | 'remind'): void {
  // Does nothing if a decision arrives at the last moment.
  lease.execute({ type: what }, isoNow(context));
}

/**
 * Acquires the lease on a request and processes it. Returns whether it did: another process may have it. Safe to call at
 * any time.
 */
async function processRequest(context: ProcessContext, id: RequestId): Promise<boolean> {
  const lease = await RequestLease.acquire(context, id);
  if (lease === undefined) return false;
  await processUntilIdle(context, lease);
  return true;
}

/**
 * Runs one task after another until none is due: notifies Slack, runs the plan, expires. Then releases the request with
 * its next due time. After a crash the next run continues from the record.
 */
async function processUntilIdle(context: ProcessContext, lease: RequestLease): Promise<void> {
  try {
    for (;;) {
      const task = nextTask(lease.request, isoNow(context));
      if (task.kind === 'idle' || context.shutdownSignal.aborted) {
        await lease.release();
        return;
      }
      await runTaskOrFail(context, lease, task);
    }
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    context.log.info('lease lost', { requestId: lease.request.id });
  }
}

/** Syncs Slack with a request once, and records what was sent. */
export async function syncNotificationsUnderLease(context: NotificationContext, lease: RequestLease): Promise<void> {
  // Nothing that a crash could revert is announced.
  await lease.commitPending();
  const isFirstMessage = lease.request.notifications.message === undefined;
  const notifications = await lease.keepAliveWhile(syncNotifications(context, lease.request));
  lease.update((request) => ({ ...request, notifications }));
  // A message that is posted but not written down would be posted again.
  if (isFirstMessage) await lease.commit();
}

/** An internal error fails the request visibly instead of being retried forever. */
async function runTaskOrFail(
  context: ProcessContext,
  lease: RequestLease,
  task: Exclude<Task, { kind: 'idle' }>,
): Promise<void> {
  try {
    await runTask(context, lease, task);
  } catch (error) {
    if (isPortFailure(error) || error instanceof LeaseLost) throw error;
    const decision = decide({ type: 'fail', failure: { code: 'defect' } }, lease.request, isoNow(context));
    if (decision.kind === 'refused') throw error;
    context.log.error('a defect ended a request', { requestId: lease.request.id, task: task.kind, error });
    lease.appendEvents(...decision.events);
  }
}

async function runTask(
  context: ProcessContext,
  lease: RequestLease,
  task: Exclude<Task, { kind: 'idle' }>,
): Promise<void> {
  switch (task.kind) {
    case 'notify':
      await syncNotificationsUnderLease(context, lease);
      return;
    case 'expire':
    case 'remind':
      closeOverdue(context, lease, task.kind);
      return;
    case 'start-run':
      await startRun(context, lease);
      return;
    case 'announce-stage':
      await announceStage(context, lease, task.step);
      return;
    case 'start-stage':
      await startStage(context, lease, task.step);
      return;
    case 'call':
      await executeStep(context, lease, task.step);
      return;
    case 'resume':
      await resumeStep(context, lease, task.step);
      return;
    case 'poll':
      await pollStep(context, lease, task.step);
      return;
    case 'abort':
      await abortStep(context, lease, task.step);
      return;
    case 'skip':
      lease.appendEvents({ type: 'step-skipped', step: task.step.id, at: isoNow(context) });
      return;
    case 'finish':
      finish(context, lease);
      return;
    case 'warn-expiry':
      await warnBeforeExpiry(context, lease);
      return;
    case 'revoke':
      await revokeExpiredShare(context, lease);
      return;
    case 'mark-undone':
      await markUndone(context, lease, task.undoneRequestId);
      return;
  }
}

function finish(context: Pick<UseCaseContext, 'clock' | 'log'>, lease: RequestLease): void {
  lease.execute({ type: 'finish' }, isoNow(context));
  const { id, operation, status } = lease.request;
  context.log.info('request ended', { requestId: id, operation, status });
}

/**
 * Processes the due requests, at most `limit` at a time, and returns the number of those that were processed. Requests
 * that failed or that another process holds do not count, so that a caller who repeats this does not spin.
 */
export async function processDue(context: ProcessContext, limit: number): Promise<number> {
  const ids = await context.store.listDue(isoNow(context), limit);
  const processed = await Promise.all(ids.map((id) => logErrors(context, id, processRequest(context, id))));
  return processed.filter((isProcessed) => isProcessed === true).length;
}

/**
 * As `processUntilIdle`. An internal error or an outage is logged, and the request is due again when its lease expires.
 */
export async function processUntilIdleLogged(context: ProcessContext, lease: RequestLease): Promise<void> {
  await logErrors(context, lease.request.id, processUntilIdle(context, lease));
}

/** `undefined` after an error. */
async function logErrors<T>(
  context: Pick<UseCaseContext, 'log'>,
  requestId: RequestId,
  work: Promise<T>,
): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    context.log.error('a request could not be driven on', { requestId, error });
    return undefined;
  }
}
