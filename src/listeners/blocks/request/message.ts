import type { KnownBlock, RichTextBlockElement } from '@slack/types';
import type { Directory } from '../../../domain/model/directory.js';
import type { Request, UndoneBy, UndoOf } from '../../../domain/request/types.js';
import { approvalLines } from './approvals.js';
import { requestButtons } from './buttons.js';
import { evidenceList, findingLists } from '../kit/findings.js';
import type { Message } from '../kit/message.js';
import { iamLimitLine } from './iam-limit.js';
import { requestOutcome } from './outcome.js';
import {
  bold,
  italic,
  mention,
  quote,
  rich,
  foreignText,
  richSection,
  dateTime,
  literal,
  type RichTextLeaf,
} from '../kit/rich.js';
import { statusHeadline, STATUS_TEXT } from './status.js';
import { stepCards } from './steps.js';
import { sanitize, truncateForSlack, inlineCode } from '../kit/text.js';

/** Slack refuses a message whose blocks hold too much text together (`msg_blocks_too_long`). These stay well below. */
const BUDGET = { title: 300, reason: 1_200, evidence: 2_400, findings: 3_200, steps: 3_800 } as const;

/** The message of a request, as it is: in the approvals channel, and as the answer to `/ami status`. */
export function requestMessage(request: Request, directory: Directory): Message {
  const { plan, status } = request;
  const steps = stepCards(request, directory, BUDGET.steps);
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: statusHeadline(request), emoji: false } },
    rich(...introduction(request)),
    ...block(requestOutcome(request)),
    ...block(evidenceList(plan.evidence, BUDGET.evidence)),
    ...block(findingLists(plan.findings, BUDGET.findings)),
    ...(steps.block === undefined ? [] : [steps.block]),
    ...block(steps.hidden === 0 ? [] : [richSection(italic(`… ${steps.hidden} more steps: see Show API calls`))]),
    ...block(iamLimitLine(plan, directory)),
    ...block([...approvalLines(request), ...(status === 'pending' ? [approvalExpiryText(request)] : [])]),
    ...requestButtons(request),
  ];
  return { text: toSummary(request), blocks };
}

/** One line on its own: `AR-7F3K2M: Waiting for approval. @rita requests: …` */
function toSummary(request: Request): string {
  return `${request.id}: ${STATUS_TEXT[request.status]}. ${requesterText(request)} requests: ${inlineCode(request.plan.title, 300)}`;
}

function requesterText({ requester }: Request): string {
  return /^[UW][A-Z0-9]+$/.test(requester.userId) ? `<@${requester.userId}>` : 'A user';
}

function introduction(request: Request): readonly RichTextBlockElement[] {
  const { plan, requester, createdAt, reason, undoOf, undoneBy } = request;
  return [
    richSection(bold(plan.title, BUDGET.title)),
    richSection(literal('Requested by '), mention(requester.userId), literal(', '), dateTime(createdAt)),
    ...(undoOf === undefined ? [] : [richSection(...revertsText(undoOf))]),
    ...(undoneBy === undefined ? [] : [richSection(...undoneByText(request, undoneBy))]),
    ...(reason === undefined || sanitize(reason) === ''
      ? []
      : [quote(foreignText(truncateForSlack(reason, BUDGET.reason), BUDGET.reason))]),
  ];
}

function revertsText({ requestId, how }: UndoOf): readonly RichTextLeaf[] {
  return how === 'expiration'
    ? [literal('The time of '), bold(requestId), literal(' has expired. Revokes its access.')]
    : [literal('Reverts '), bold(requestId), literal('.')];
}

function undoneByText({ history }: Request, { requestId, done }: UndoneBy): readonly RichTextLeaf[] {
  const isByClock = history.some((event) => event.type === 'revocation-started' && event.undo === requestId);
  const intro = isByClock ? 'Expired. Revoked by: ' : 'Undo requested: ';
  return [literal(done ? 'Undone by ' : intro), bold(requestId), literal('.')];
}

function approvalExpiryText({ approvalExpiresAt }: Request): RichTextBlockElement {
  return richSection(literal('Expires: '), dateTime(approvalExpiresAt));
}

function block(elements: readonly RichTextBlockElement[]): readonly KnownBlock[] {
  return elements.length === 0 ? [] : [rich(...elements)];
}
