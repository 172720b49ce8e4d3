import type { KnownBlock } from '@slack/types';
import type { RequestSummary } from '../../../domain/request/types.js';
import { button } from './buttons.js';
import { ACTION } from '../kit/ids.js';
import type { Message } from '../kit/message.js';
import {
  bold,
  bullets,
  mention,
  rich,
  foreignText,
  richSection,
  dateTime,
  literal,
  type RichTextLeaf,
} from '../kit/rich.js';
import { STATUS_TEXT } from './status.js';

export const REQUEST_LISTS = ['mine', 'pending', 'all'] as const;
export type RequestListName = (typeof REQUEST_LISTS)[number];

const HEADING: Readonly<Record<RequestListName, string>> = {
  mine: 'Your requests',
  pending: 'Requests that are not finished',
  all: 'All requests',
};

/** One page of a list of requests; `next` is the value of the button for the next one. */
export function requestList(
  list: RequestListName,
  items: readonly RequestSummary[],
  next: string | undefined,
): Message {
  const heading = HEADING[list];
  const blocks: KnownBlock[] =
    items.length === 0
      ? [rich(richSection(bold(heading), literal(': none.')))]
      : [rich(richSection(bold(heading)), bullets(items.map(summaryLine)))];
  const more: KnownBlock[] =
    next === undefined ? [] : [{ type: 'actions', elements: [button(ACTION.nextRequestPage, 'More', next)] }];
  const ids = items.map(({ id, status }) => `${id} (${STATUS_TEXT[status]})`).join(', ');
  return { text: `${heading}: ${ids === '' ? 'none' : ids}`, blocks: [...blocks, ...more] };
}

/** `AR-7F3K2M Done: Share … – @rita, yesterday, ends tomorrow` */
export function summaryLine({
  id,
  status,
  title,
  requester,
  createdAt,
  revokeAt,
}: RequestSummary): readonly RichTextLeaf[] {
  return [
    bold(id),
    literal(` ${STATUS_TEXT[status]}: `),
    foreignText(title, 200),
    literal(' – '),
    mention(requester.userId),
    literal(', '),
    dateTime(createdAt),
    ...(revokeAt === undefined ? [] : [literal(', ends '), dateTime(revokeAt)]),
  ];
}
