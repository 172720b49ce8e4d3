import type { KnownBlock } from '@slack/types';
import { summaryOf } from '../../../domain/request/summary.js';
import type { Request } from '../../../domain/request/types.js';
import type { Adoption } from '../../../domain/drift/types.js';
import type { Directory } from '../../../domain/model/directory.js';
import { granteeLabel } from '../../../domain/model/grantee.js';
import type { Exemption } from '../../../domain/stale/types.js';
import type { HistoryResult } from '../../../workflows/use-cases.js';
import { button } from '../request/buttons.js';
import { fit, type Message } from '../kit/message.js';
import { historyLines } from '../request/history.js';
import { ACTION } from '../kit/ids.js';
import {
  bold,
  bullets,
  code,
  italic,
  mention,
  rich,
  foreignText,
  richSection,
  textCost,
  dateTime,
  literal,
  type RichTextLeaf,
} from '../kit/rich.js';
import { statusHeadline } from '../request/status.js';
import { summaryLine } from '../request/list.js';
import { inlineCode } from '../kit/text.js';

const BUDGET = 9_000;
const ANSWERS_BUDGET = 2_000;

type KnownHistory = HistoryResult & { readonly kind: 'history' };

/**
 * The requests about a subject with their events, the one that created it, and its exemptions. `next` is the value of
 * the button for older requests.
 */
export function subjectHistory(history: KnownHistory, directory: Directory, next?: string): Message {
  const { subjectKey, requests, creator, exemptions, adoptions, older } = history;
  const annotationLines = [...adoptions.map((one) => adoptionLine(one, directory)), ...exemptions.map(exemptionLine)];
  const { shown: answers } = latestThatFit(annotationLines, ANSWERS_BUDGET);
  const share = Math.floor(BUDGET / (requests.length + 1));
  const blocks: KnownBlock[] = [
    rich(
      requests.length === 0
        ? richSection(literal('No requests about '), code(subjectKey, 60), literal('.'))
        : richSection(bold('Requests about'), literal(' '), code(subjectKey, 60)),
    ),
    ...(answers.length === 0 ? [] : [rich(bullets(answers))]),
    ...requests.map((request) => requestBlock(request, share)),
    ...(older === undefined ? [] : [rich(richSection(italic('… and older ones')))]),
    ...(creator === undefined ? [] : [rich(richSection(bold('Made by'))), requestBlock(creator, share)]),
    ...creatorUnknown(history),
    ...olderButton(next),
  ];
  const about = requests.length === 0 ? 'No requests about' : 'Requests about';
  const ids = [...requests, ...(creator === undefined ? [] : [creator])].map(statusHeadline).join(', ');
  return { text: `${about} ${inlineCode(subjectKey, 60)}${ids === '' ? '.' : `: ${ids}`}`, blocks };
}

function olderButton(next: string | undefined): readonly KnownBlock[] {
  return next === undefined ? [] : [{ type: 'actions', elements: [button(ACTION.olderHistory, 'More', next)] }];
}

/** The tag that leads to the maker is on the thing itself. */
function creatorUnknown({ unreachable }: KnownHistory): readonly KnownBlock[] {
  if (unreachable.length === 0) return [];
  const placeCount = unreachable.length === 1 ? 'one place' : `${unreachable.length} places`;
  return [rich(richSection(italic(`Whether a request created it is unknown: ${placeCount} could not be searched.`)))];
}

/** The history of one request. */
export function requestHistory(request: Request): Message {
  return { text: `The history of ${request.id}`, blocks: [requestBlock(request, BUDGET)] };
}

function requestBlock(request: Request, budget: number): KnownBlock {
  const { shown, hidden } = latestThatFit(historyLines(request), budget);
  return rich(
    richSection(...summaryLine(summaryOf(request))),
    bullets([...(hidden === 0 ? [] : [[italic(`… ${hidden} earlier`)]]), ...shown]),
  );
}

function exemptionLine({ until, by, reason, at }: Exemption): readonly RichTextLeaf[] {
  return [
    dateTime(at),
    literal(` exempted from the digest until ${until.slice(0, 10)} by `),
    mention(by.userId),
    literal(': '),
    foreignText(reason, 200),
  ];
}

function adoptionLine({ at, by, grantee, kind, reason }: Adoption, directory: Directory): readonly RichTextLeaf[] {
  const what = kind === 'unexplained' ? ' the share with ' : ' that it is no longer shared with ';
  return [
    dateTime(at),
    literal(` adopted by `),
    mention(by.userId),
    literal(`:${what}`),
    foreignText(granteeLabel(grantee, directory), 120),
    ...(reason === undefined ? [] : [literal(': '), foreignText(reason, 200)]),
  ];
}

/** The end of a history is more important than its beginning. */
function latestThatFit(
  lines: readonly (readonly RichTextLeaf[])[],
  budget: number,
): ReturnType<typeof fit<readonly RichTextLeaf[]>> {
  const { shown, hidden } = fit(lines.toReversed(), textCost, budget);
  return { shown: shown.toReversed(), hidden };
}
