import type { PageConversation, PageMessage } from '../../page-api.js';
import type { Notice } from '../state.js';
import { dayName, type Reader } from '../text/dates.js';

/** One entry of a conversation as it is read from top to bottom. */
export type TimelineEntry =
  | { readonly kind: 'day'; readonly key: string; readonly label: string }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: PageMessage;
      /** Follows a message by the same author moments before: name and picture are left out. */
      readonly isContinuation: boolean;
      readonly replies: number;
    }
  | { readonly kind: 'notice'; readonly key: string; readonly notice: Notice };

type Dated = { readonly ts: string } & (
  { readonly kind: 'message'; readonly message: PageMessage } | { readonly kind: 'notice'; readonly notice: Notice }
);

const CONTINUATION_SECONDS = 300;

/** Puts a conversation's messages and this person's notices in order; replies stand in their threads. */
export function timeline(
  conversation: PageConversation,
  notices: readonly Notice[],
  reader: Reader,
): readonly TimelineEntry[] {
  const dated: readonly Dated[] = [
    ...conversation.messages
      .filter((message) => !isReply(message))
      .map((message) => ({ kind: 'message', ts: message.ts, message }) as const),
    ...notices.map((notice) => ({ kind: 'notice', ts: notice.ts, notice }) as const),
  ].toSorted((left, right) => Number(left.ts) - Number(right.ts));

  return dated.flatMap((entry, index): readonly TimelineEntry[] => {
    const before = dated[index - 1];
    const label = dayLabel(entry, reader);
    const isNewDay = before === undefined || dayLabel(before, reader) !== label;
    const day = isNewDay ? [{ kind: 'day', key: `day-${entry.ts}`, label } as const] : [];
    if (entry.kind === 'notice') return [...day, { kind: 'notice', key: `notice-${entry.ts}`, notice: entry.notice }];
    const { message } = entry;
    return [
      ...day,
      {
        kind: 'message',
        key: message.ts,
        message,
        isContinuation: !isNewDay && continues(message, before),
        replies: repliesTo(conversation, message.ts).length,
      },
    ];
  });
}

export function repliesTo(conversation: PageConversation, ts: string): readonly PageMessage[] {
  return conversation.messages.filter((message) => isReply(message) && message.thread_ts === ts);
}

function isReply({ ts, thread_ts }: PageMessage): boolean {
  return thread_ts !== null && thread_ts !== ts;
}

function continues(message: PageMessage, before: Dated): boolean {
  return (
    before.kind === 'message' &&
    before.message.user === message.user &&
    before.message.ephemeral === message.ephemeral &&
    Number(message.ts) - Number(before.ts) < CONTINUATION_SECONDS
  );
}

function dayLabel({ ts }: Dated, reader: Reader): string {
  return dayName(new Date(Number(ts) * 1000), reader);
}
