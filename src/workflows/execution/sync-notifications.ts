import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { AccessDenied, NotFound, isPortFailure, Throttled } from '../ports/errors.js';
import { backoffMs } from '../../domain/model/backoff.js';
import { pendingNotifications } from '../../domain/request/notifications.js';
import { addMs } from '../../domain/model/time.js';
import type { NotificationState, MessageRef, NoticeKey, Request } from '../../domain/request/types.js';
import { isoNow, type UseCaseContext } from '../context.js';

/** The ports for notifying Slack. */
export type NotificationContext = Pick<UseCaseContext, 'announcer' | 'clock' | 'log'>;

/**
 * Makes Slack show the record: posts or updates the request's message, and sends the pending notices. Safe to run again
 * at any time. Never throws a Slack failure: it is recorded with the time of the next attempt.
 */
export async function syncNotifications(context: NotificationContext, request: Request): Promise<NotificationState> {
  let notifications = request.notifications;
  try {
    if (pendingNotifications(request).message) notifications = await syncMessage(context, request);
    for (const notice of pendingNotifications(request).notices)
      notifications = await sendNotice(context, request, notice, notifications);
    return recordSuccess(notifications);
  } catch (error) {
    return recordFailure(context, request, notifications, error);
  }
}

async function syncMessage(context: NotificationContext, request: Request): Promise<NotificationState> {
  const { notifications, revision } = request;
  const message = await postOrUpdate(context, request);
  const at = isoNow(context);
  return { ...notifications, shownRevision: revision, shownAt: at, ...omitUndefined({ message }) };
}

async function postOrUpdate(context: NotificationContext, request: Request): Promise<MessageRef | undefined> {
  const { message } = request.notifications;
  if (message === undefined) return context.announcer.post(request);
  try {
    await context.announcer.update(message, request);
    return message;
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    context.log.warn('the message of a request no longer exists', { requestId: request.id, channel: message.channel });
    // A user deleted the message. A request that still accepts actions is posted again. The record of a finished one
    // stays as it is.
    return isActionable(request) ? context.announcer.post(request) : message;
  }
}

async function sendNotice(
  context: NotificationContext,
  request: Request,
  notice: NoticeKey,
  before: NotificationState,
): Promise<NotificationState> {
  const notifications = { ...before, sent: [...before.sent, notice] };
  try {
    await context.announcer.notify(notice, request);
  } catch (error) {
    // A user who cannot be reached must not block the notices of others.
    if (!(error instanceof NotFound || error instanceof AccessDenied)) throw error;
    context.log.warn('a notice could not be delivered', { requestId: request.id, notice, why: error.kind });
  }
  return notifications;
}

function recordSuccess({ message, shownRevision, shownAt, sent }: NotificationState): NotificationState {
  return {
    shownRevision,
    sent,
    failures: 0,
    ...omitUndefined({ message, shownAt }),
  };
}

function recordFailure(
  context: NotificationContext,
  request: Request,
  notifications: NotificationState,
  error: unknown,
): NotificationState {
  if (!isPortFailure(error)) throw error;
  const failures = notifications.failures + 1;
  const delayMs = (error instanceof Throttled ? error.retryAfterMs : undefined) ?? backoffMs(failures, request.id);
  context.log.warn('notifying Slack about a request failed', { requestId: request.id, why: error.kind, failures });
  return { ...notifications, failures, problem: error.message, retryAt: addMs(isoNow(context), delayMs) };
}

function isActionable({ status }: Request): boolean {
  return status === 'pending' || status === 'approved' || status === 'running' || status === 'failed';
}
