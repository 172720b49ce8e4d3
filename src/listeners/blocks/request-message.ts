import type { KnownBlock, RichTextBlockElement } from '@slack/types';
import type { Directory } from '../../workflows/facts/directory.js';
import type { Request, UndoLink, Undoes } from '../../workflows/request/types.js';
import { approvalLines } from './approvals.js';
import { requestButtons } from './buttons.js';
import { evidenceList, findingLists } from './findings.js';
import type { Message } from './message.js';
import { outcomeOf } from './outcome.js';
import { bold, italic, mention, quote, rich, said, section, when, words, type Leaf } from './rich.js';
import { headline, STATUS_WORD } from './status.js';
import { stepCards } from './steps.js';
import { clean, cut, quoted } from './text.js';

/** Slack refuses a message whose blocks hold too much text together (`msg_blocks_too_long`); these stay well below. */
const BUDGET = { title: 300, reason: 1_200, evidence: 2_400, findings: 3_200, steps: 3_800 } as const;

/** The message of a request, as it is: in the approvals channel, and as the answer to `/ami status`. */
export function requestMessage(request: Request, directory: Directory): Message {
  const { plan, status } = request;
  const steps = stepCards(request, directory, BUDGET.steps);
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: headline(request), emoji: false } },
    rich(...introduction(request)),
    ...block(outcomeOf(request)),
    ...block(evidenceList(plan.evidence, BUDGET.evidence)),
    ...block(findingLists(plan.findings, BUDGET.findings)),
    ...(steps.block === undefined ? [] : [steps.block]),
    ...block(steps.hidden === 0 ? [] : [section(italic(`… ${steps.hidden} more steps: see Show API calls`))]),
    ...block([...approvalLines(request), ...(status === 'pending' ? [expiry(request)] : [])]),
    ...requestButtons(request),
  ];
  return { text: summaryOf(request), blocks };
}

/** One line that stands alone: `AR-7F3K2M: Waiting for approval. @rita asks: …` */
export function summaryOf(request: Request): string {
  return `${request.id}: ${STATUS_WORD[request.status]}. ${requesterOf(request)} asks: ${quoted(request.plan.title, 300)}`;
}

function requesterOf({ requester }: Request): string {
  return /^[UW][A-Z0-9]+$/.test(requester.userId) ? `<@${requester.userId}>` : 'Somebody';
}

function introduction(request: Request): readonly RichTextBlockElement[] {
  const { plan, requester, createdAt, reason, undoes, undo } = request;
  return [
    section(bold(plan.title, BUDGET.title)),
    section(words('Asked for by '), mention(requester.userId), words(', '), when(createdAt)),
    ...(undoes === undefined ? [] : [section(...takesBack(undoes))]),
    ...(undo === undefined ? [] : [section(...undoneBy(request, undo))]),
    ...(reason === undefined || clean(reason) === '' ? [] : [quote(said(cut(reason, BUDGET.reason), BUDGET.reason))]),
  ];
}

function takesBack({ request, how }: Undoes): readonly Leaf[] {
  return how === 'limit'
    ? [words('The time of '), bold(request), words(' is over: takes back what it did.')]
    : [words('Takes back what '), bold(request), words(' did.')];
}

function undoneBy({ history }: Request, { request, done }: UndoLink): readonly Leaf[] {
  const isByClock = history.some((event) => event.type === 'end-reached' && event.undo === request);
  const asked = isByClock ? 'Its time is over. What takes it back: ' : 'An undo was asked for: ';
  return [words(done ? 'Undone by ' : asked), bold(request), words('.')];
}

function expiry({ expiresAt }: Request): RichTextBlockElement {
  return section(words('Expires: '), when(expiresAt));
}

function block(elements: readonly RichTextBlockElement[]): readonly KnownBlock[] {
  return elements.length === 0 ? [] : [rich(...elements)];
}
