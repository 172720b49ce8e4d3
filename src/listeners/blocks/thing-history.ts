import type { KnownBlock } from '@slack/types';
import { summaryOf } from '../../workflows/request/summary.js';
import type { Request } from '../../workflows/request/types.js';
import type { Adoption } from '../../workflows/drift/types.js';
import type { Directory } from '../../workflows/facts/directory.js';
import { granteeLabel } from '../../workflows/operations/planning/grantee.js';
import type { Keep } from '../../workflows/stale/types.js';
import type { Told } from '../../workflows/use-cases.js';
import { button } from './buttons.js';
import { fit } from './fit.js';
import { historyLines } from './history.js';
import { ACTION } from './ids.js';
import type { Message } from './message.js';
import { bold, bullets, code, italic, mention, rich, said, section, sizeOf, when, words, type Leaf } from './rich.js';
import { headline } from './status.js';
import { summaryLine } from './request-list.js';
import { quoted } from './text.js';

const BUDGET = 9_000;
const ANSWERS_BUDGET = 2_000;

type Known = Told & { readonly kind: 'told' };

/**
 * The requests about an AMI or an instance with what happened to them, the one that made it, and who keeps it. `next` is
 * the value of the button for older ones.
 */
export function thingHistory(told: Known, directory: Directory, next?: string): Message {
  const { name, requests, maker, keeps, adoptions, older } = told;
  const answered = [...adoptions.map((one) => adoptionLine(one, directory)), ...keeps.map(keepLine)];
  const { shown: answers } = newest(answered, ANSWERS_BUDGET);
  const share = Math.floor(BUDGET / (requests.length + 1));
  const blocks: KnownBlock[] = [
    rich(
      requests.length === 0
        ? section(words('Nobody has asked for anything about '), code(name, 60), words('.'))
        : section(bold('Requests about'), words(' '), code(name, 60)),
    ),
    ...(answers.length === 0 ? [] : [rich(bullets(answers))]),
    ...requests.map((request) => requestBlock(request, share)),
    ...(older === undefined ? [] : [rich(section(italic('… and older ones')))]),
    ...(maker === undefined ? [] : [rich(section(bold('Made by'))), requestBlock(maker, share)]),
    ...unseenMaker(told),
    ...more(next),
  ];
  const about = requests.length === 0 ? 'Nobody has asked for anything about' : 'Requests about';
  const ids = [...requests, ...(maker === undefined ? [] : [maker])].map(headline).join(', ');
  return { text: `${about} ${quoted(name, 60)}${ids === '' ? '.' : `: ${ids}`}`, blocks };
}

function more(next: string | undefined): readonly KnownBlock[] {
  return next === undefined ? [] : [{ type: 'actions', elements: [button(ACTION.moreHistory, 'More', next)] }];
}

/** The tag that leads to the maker is on the thing itself. */
function unseenMaker({ unreachable }: Known): readonly KnownBlock[] {
  if (unreachable.length === 0) return [];
  const places = unreachable.length === 1 ? 'one place' : `${unreachable.length} places`;
  return [rich(section(italic(`Whether a request made it is unknown: ${places} could not be looked into.`)))];
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

function adoptionLine({ at, by, grantee, kind, reason }: Adoption, directory: Directory): readonly Leaf[] {
  const what = kind === 'unexplained' ? ' the share with ' : ' that it is no longer shared with ';
  return [
    when(at),
    words(` adopted by `),
    mention(by.userId),
    words(`:${what}`),
    said(granteeLabel(grantee, directory), 120),
    ...(reason === undefined ? [] : [words(': '), said(reason, 200)]),
  ];
}

/** The end of a history says more than its beginning. */
function newest(lines: readonly (readonly Leaf[])[], budget: number): ReturnType<typeof fit<readonly Leaf[]>> {
  const { shown, hidden } = fit(lines.toReversed(), sizeOf, budget);
  return { shown: shown.toReversed(), hidden };
}
