import type { NoticeKey, NoticeKind, Request, RequestEvent } from './types.js';

/** What Slack has yet to be told about a request. */
export interface Owed {
  /** Whether the request's message is missing or shows an earlier state. */
  readonly message: boolean;
  readonly notices: readonly NoticeKey[];
}

/**
 * Compares a request with what was announced of it. Derived from the record alone, so that any process can go on
 * where another stopped.
 */
export function owed(request: Request): Owed {
  const { announced, revision } = request;
  return {
    message: announced.shown < revision,
    notices: noticesOf(request).filter((key) => !announced.told.includes(key)),
  };
}

export function isAnythingOwed(request: Request): boolean {
  const { message, notices } = owed(request);
  return message || notices.length > 0;
}

const FOR_CHANNEL: readonly NoticeKind[] = ['reminder', 'rung-in-channel', 'limit-in-channel'];

/** The event that a notice tells of. */
export function occasionOf(notice: NoticeKey, request: Request): RequestEvent | undefined {
  return occasionsOf(request).find(({ key }) => key === notice)?.event;
}

/** Whether a notice goes where the request is shown, and not to whoever asked. */
export function isForChannel(notice: NoticeKey): boolean {
  return FOR_CHANNEL.some((kind) => notice.startsWith(`${kind}-`));
}

function noticesOf(request: Request): readonly NoticeKey[] {
  return occasionsOf(request).map(({ key }) => key);
}

/** Every notice that the history gives rise to, in its order; the number tells repetitions apart. */
function occasionsOf(request: Request): readonly { readonly key: NoticeKey; readonly event: RequestEvent }[] {
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
  if (event.type === 'rung-announced') return ['rung-in-channel', 'rung'];
  if (event.type === 'end-announced' || event.type === 'end-delayed') return ['limit-in-channel', 'limit'];
  const kind = noticeOf(event, request);
  return kind === undefined ? [] : [kind];
}

type ToldOnce = Exclude<RequestEvent, { type: 'rung-announced' | 'end-announced' | 'end-delayed' }>;

function noticeOf(event: ToldOnce, request: Request): NoticeKind | undefined {
  switch (event.type) {
    case 'approved':
      // What a rule allows by itself is told in the answer to the command.
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
      return request.ruling.kind === 'approval' ? 'sent-back' : undefined;
    case 'end-idle':
      return 'limit';
    case 'requested':
    case 'approval-given':
    case 'rules-changed':
    case 'attempt-refused':
    case 'started':
    case 'looked-again':
    case 'stop-asked':
    case 'step-started':
    case 'step-accepted':
    case 'step-done':
    case 'step-failed':
    case 'step-skipped':
    case 'retried':
    case 'undo-asked':
    case 'undone':
    case 'end-asked':
    case 'end-reached':
      return undefined;
  }
}
