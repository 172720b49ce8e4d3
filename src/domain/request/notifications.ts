import type { NoticeKey, NoticeKind, Request, RequestEvent } from './types.js';

/** The notifications that Slack has not received. */
export interface PendingNotifications {
  /** Whether the request's message is missing or shows an earlier state. */
  readonly message: boolean;
  readonly notices: readonly NoticeKey[];
}

/** Compares a request with what was sent about it. Derived from the record alone, so that any process can continue. */
export function pendingNotifications(request: Request): PendingNotifications {
  const { notifications, revision } = request;
  return {
    message: notifications.shownRevision < revision,
    notices: noticesOf(request).filter((key) => !notifications.sent.includes(key)),
  };
}

export function hasPendingNotifications(request: Request): boolean {
  const { message, notices } = pendingNotifications(request);
  return message || notices.length > 0;
}

const FOR_CHANNEL: readonly NoticeKind[] = ['reminder', 'stage-in-channel', 'expiration-in-channel'];

/** The event that a notice is about. */
export function triggerEventOf(notice: NoticeKey, request: Request): RequestEvent | undefined {
  return triggersOf(request).find(({ key }) => key === notice)?.event;
}

/** Whether a notice goes to the channel of the request, and not to the requester. */
export function isForChannel(notice: NoticeKey): boolean {
  return FOR_CHANNEL.some((kind) => notice.startsWith(`${kind}-`));
}

function noticesOf(request: Request): readonly NoticeKey[] {
  return triggersOf(request).map(({ key }) => key);
}

/** Every notice of the history, in its order. The number distinguishes repetitions. */
function triggersOf(request: Request): readonly { readonly key: NoticeKey; readonly event: RequestEvent }[] {
  const counts = new Map<NoticeKind, number>();
  return request.history.flatMap((event) => {
    return noticesOfEvent(event, request).map((kind) => {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      return { key: `${kind}-${count}` as const, event };
    });
  });
}

function noticesOfEvent(event: RequestEvent, request: Request): readonly NoticeKind[] {
  if (event.type === 'stage-announced') return ['stage-in-channel', 'stage'];
  if (event.type === 'expiry-announced' || event.type === 'revocation-delayed')
    return ['expiration-in-channel', 'expiration'];
  const kind = noticeOf(event, request);
  return kind === undefined ? [] : [kind];
}

type SingleNotice = Exclude<RequestEvent, { type: 'stage-announced' | 'expiry-announced' | 'revocation-delayed' }>;

function noticeOf(event: SingleNotice, request: Request): NoticeKind | undefined {
  switch (event.type) {
    case 'approved':
      // The answer to the command says that a rule allowed the request.
      return event.how === 'people' ? 'decided' : undefined;
    case 'denied':
      return 'decided';
    case 'cancelled':
      return event.by.userId === request.requester.userId ? undefined : 'ended';
    case 'expired':
    case 'done':
    case 'failed':
      return 'ended';
    case 'reminded':
      return 'reminder';
    case 'plan-changed':
      return request.policyDecision.kind === 'approval' ? 'returned-for-approval' : undefined;
    case 'revocation-not-needed':
      return 'expiration';
    case 'requested':
    case 'approval-given':
    case 'rules-changed':
    case 'action-refused':
    case 'started':
    case 'revalidated':
    case 'cancel-requested':
    case 'step-started':
    case 'step-accepted':
    case 'step-done':
    case 'step-failed':
    case 'step-skipped':
    case 'retried':
    case 'undo-requested':
    case 'undone':
    case 'expiry-requested':
    case 'revocation-started':
      return undefined;
  }
}
