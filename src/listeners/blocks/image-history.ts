import type { KnownBlock } from '@slack/types';
import type { Request, RequestSummary } from '../../workflows/request/types.js';
import { fit } from './fit.js';
import { historyLines } from './history.js';
import type { Message } from './message.js';
import { bold, bullets, code, italic, rich, section, sizeOf, words, type Leaf } from './rich.js';
import { headline } from './status.js';
import { summaryLine } from './request-list.js';
import { quoted } from './text.js';

const BUDGET = 9_000;

/** Every request about an AMI with what happened to it, newest first; `hasMore` when there are older ones. */
export function imageHistory(imageId: string, requests: readonly Request[], hasMore: boolean): Message {
  if (requests.length === 0) {
    return {
      text: `Nobody has asked for anything about ${quoted(imageId, 60)}.`,
      blocks: [rich(section(words('Nobody has asked for anything about '), code(imageId, 60), words('.')))],
    };
  }
  const share = Math.floor(BUDGET / requests.length);
  const blocks: KnownBlock[] = [
    rich(section(bold('Requests about'), words(' '), code(imageId, 60))),
    ...requests.map((request) => requestBlock(request, share)),
    ...(hasMore ? [rich(section(italic('… and older ones')))] : []),
  ];
  return { text: `Requests about ${quoted(imageId, 60)}: ${requests.map(headline).join(', ')}`, blocks };
}

/** The history of one request. */
export function requestHistory(request: Request): Message {
  return { text: `The history of ${request.id}`, blocks: [requestBlock(request, BUDGET)] };
}

function requestBlock(request: Request, budget: number): KnownBlock {
  const { shown, hidden } = newest(historyLines(request), budget);
  return rich(
    section(...summaryLine(summaryOf(request))),
    bullets([...(hidden === 0 ? [] : [[italic(`… ${hidden} earlier`)]]), ...shown]),
  );
}

/** The end of a history says more than its beginning. */
function newest(lines: readonly (readonly Leaf[])[], budget: number): ReturnType<typeof fit<readonly Leaf[]>> {
  const { shown, hidden } = fit(lines.toReversed(), sizeOf, budget);
  return { shown: shown.toReversed(), hidden };
}

function summaryOf({ id, status, operation, plan, subject, requester, createdAt }: Request): RequestSummary {
  return { id, status, operation, title: plan.title, subject, requester, createdAt };
}
