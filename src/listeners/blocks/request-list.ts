import type { KnownBlock } from '@slack/types';
import type { RequestSummary } from '../../workflows/request/types.js';
import { button } from './buttons.js';
import { ACTION } from './ids.js';
import type { Message } from './message.js';
import { bold, bullets, mention, rich, said, section, when, words, type Leaf } from './rich.js';
import { STATUS_WORD } from './status.js';

export const LISTS = ['mine', 'pending', 'all'] as const;
export type ListName = (typeof LISTS)[number];

const HEADING: Readonly<Record<ListName, string>> = {
  mine: 'Your requests',
  pending: 'Requests that are not finished',
  all: 'All requests',
};

/** One page of a list of requests; `next` is the value of the button for the next one. */
export function requestList(list: ListName, items: readonly RequestSummary[], next: string | undefined): Message {
  const heading = HEADING[list];
  const blocks: KnownBlock[] =
    items.length === 0
      ? [rich(section(bold(heading), words(': none.')))]
      : [rich(section(bold(heading)), bullets(items.map(summaryLine)))];
  const more: KnownBlock[] =
    next === undefined ? [] : [{ type: 'actions', elements: [button(ACTION.moreRequests, 'More', next)] }];
  const ids = items.map(({ id, status }) => `${id} (${STATUS_WORD[status]})`).join(', ');
  return { text: `${heading}: ${ids === '' ? 'none' : ids}`, blocks: [...blocks, ...more] };
}

/** `AR-7F3K2M Done: Share … – @rita, yesterday, ends tomorrow` */
export function summaryLine({ id, status, title, requester, createdAt, endsAt }: RequestSummary): readonly Leaf[] {
  return [
    bold(id),
    words(` ${STATUS_WORD[status]}: `),
    said(title, 200),
    words(' – '),
    mention(requester.userId),
    words(', '),
    when(createdAt),
    ...(endsAt === undefined ? [] : [words(', ends '), when(endsAt)]),
  ];
}
