import type { KnownBlock } from '@slack/types';
import type { Request, RequestSummary } from '../../workflows/request/types.js';
import type { Keep } from '../../workflows/stale/types.js';
import { fit } from './fit.js';
import { historyLines } from './history.js';
import type { Message } from './message.js';
import { bold, bullets, code, italic, mention, rich, said, section, sizeOf, when, words, type Leaf } from './rich.js';
import { headline } from './status.js';
import { summaryLine } from './request-list.js';
import { quoted } from './text.js';

const BUDGET = 9_000;

export interface ImageHistory {
  readonly imageId: string;
  /** Newest first. */
  readonly requests: readonly Request[];
  /** The answers to the digest that hold now. */
  readonly keeps: readonly Keep[];
  /** Whether there are older requests. */
  readonly hasMore: boolean;
}

/** Every request about an AMI with what happened to it, and who keeps it. */
export function imageHistory({ imageId, requests, keeps, hasMore }: ImageHistory): Message {
  const kept = keeps.length === 0 ? [] : [rich(bullets(keeps.map(keepLine)))];
  if (requests.length === 0) {
    return {
      text: `Nobody has asked for anything about ${quoted(imageId, 60)}.`,
      blocks: [rich(section(words('Nobody has asked for anything about '), code(imageId, 60), words('.'))), ...kept],
    };
  }
  const share = Math.floor(BUDGET / requests.length);
  const blocks: KnownBlock[] = [
    rich(section(bold('Requests about'), words(' '), code(imageId, 60))),
    ...kept,
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

function keepLine({ until, by, reason, at }: Keep): readonly Leaf[] {
  return [
    when(at),
    words(` kept out of the digest until ${until.slice(0, 10)} by `),
    mention(by.userId),
    words(': '),
    said(reason, 200),
  ];
}

/** The end of a history says more than its beginning. */
function newest(lines: readonly (readonly Leaf[])[], budget: number): ReturnType<typeof fit<readonly Leaf[]>> {
  const { shown, hidden } = fit(lines.toReversed(), sizeOf, budget);
  return { shown: shown.toReversed(), hidden };
}

function summaryOf({ id, status, operation, plan, subject, requester, createdAt }: Request): RequestSummary {
  return { id, status, operation, title: plan.title, subject, requester, createdAt };
}
