import { approversOf } from '../../../domain/policy/eligibility.js';
import { countApprovals } from '../../../domain/request/decide.js';
import { requirementsOf, type Refusal } from '../../../domain/request/refusal.js';
import type { RequestActionName, Request, RequestEvent, Status } from '../../../domain/request/types.js';
import { approverMentions, mentions } from '../request/approvals.js';
import { eventLine, ACTION_VERB } from '../request/history.js';
import type { Message } from '../kit/message.js';
import {
  bold,
  italic,
  commaSeparated,
  mention,
  rich,
  richSection,
  dateTime,
  literal,
  type RichTextLeaf,
} from '../kit/rich.js';
import { differenceLines } from '../request/outcome.js';
import { ruleRefusal } from '../request/rules.js';
import { statusHeadline, STATUS_TEXT } from '../request/status.js';

/** The private answer to a press or command that changed nothing: why, and who may, or what happened before. */
export function actionRefused(refusal: Refusal, action: RequestActionName, request: Request): Message {
  const why = refusalText(refusal, action, request);
  return {
    text: `${request.id} was not changed: you cannot ${ACTION_VERB[action]} it.`,
    blocks: [
      rich(
        richSection(bold(request.id), literal(': '), ...why),
        ...(refusal.code === 'stale-plan' && refusal.differences.length > 0
          ? differenceLines(refusal.differences, 'What has changed since:')
          : []),
      ),
    ],
  };
}

/** The answer to a command that changed a request. */
export function actionAccepted(request: Request): Message {
  return {
    text: `${statusHeadline(request)}.`,
    blocks: [rich(richSection(bold(statusHeadline(request)), literal('.')))],
  };
}

/** Also for a well-formed id that was never given. */
export function noSuchRequest(id: string): Message {
  return {
    text: `No request ${id} exists.`,
    blocks: [rich(richSection(literal('No request '), bold(id, 50), literal(' exists. /ami requests lists yours.')))],
  };
}

function refusalText(refusal: Refusal, action: RequestActionName, request: Request): readonly RichTextLeaf[] {
  switch (refusal.code) {
    case 'not-an-approver':
      return [literal(`you may not ${ACTION_VERB[action]} it. These may: `), ...mentions(refusal.approvers)];
    case 'not-requester-or-approver':
      return [
        literal(`you may not ${ACTION_VERB[action]} it. Only these people can: `),
        ...commaSeparated([mention(refusal.requester.userId)]),
        ...(refusal.approvers.length === 0 ? [] : [literal(', '), ...mentions(refusal.approvers)]),
      ];
    case 'own-request':
      return [
        literal(`you cannot ${ACTION_VERB[action]} your own request. Ask: `),
        ...approverMentions(request.policyDecision),
        ...(action === 'deny' ? [literal('. You can cancel it.')] : []),
      ];
    case 'already-approved':
      return [literal('you have approved it already. '), ...stillNeeded(request)];
    case 'stale-plan':
      return [
        literal('your approval was not counted, because the plan that you saw was replaced. '),
        literal('Read the new plan, then approve it if you agree.'),
      ];
    case 'too-late':
      return tooLateText(refusal.status, action, request);
    case 'another-team':
      return [literal(`only members of this workspace may ${ACTION_VERB[action]} it.`)];
    case 'guest':
      return [literal(`guests of this workspace may not ${ACTION_VERB[action]} it.`)];
    case 'standing-unknown':
      return [
        literal('Slack did not return who you are, so your permission cannot be checked. Try again in a minute.'),
      ];
    case 'membership-unknown':
      return [
        literal('Slack did not return the members of '),
        ...mentions(refusal.groups),
        literal(', so your permission cannot be checked. Try again in a minute.'),
      ];
    case 'undone':
      return [
        literal('it is reverted, or about to be, by '),
        bold(refusal.undo),
        literal(action === 'retry' ? '. Submit a new request instead.' : '.'),
      ];
    case 'not-expiring':
      return [literal('it has no time limit left to end.')];
    case 'no-longer-allowed':
      return [literal('the approval rules changed after it was requested. '), ...ruleRefusal(refusal.reason)];
  }
}

function stillNeeded({ policyDecision, approvals }: Request): readonly RichTextLeaf[] {
  const approvalCounts = countApprovals(policyDecision, approvals);
  const unmetRequirements = requirementsOf(policyDecision).filter(
    ({ required }, index) => (approvalCounts[index] ?? 0) < required,
  );
  return unmetRequirements.length === 0 ? [] : [literal('It waits for: '), ...mentions(approversOf(unmetRequirements))];
}

/** What ended or changed it, by which user and when. */
function tooLateText(status: Status, action: RequestActionName, request: Request): readonly RichTextLeaf[] {
  const event = request.history.findLast(({ type }) => DECISIVE_EVENTS[status].includes(type));
  const eventText =
    event === undefined
      ? []
      : [literal(': '), ...eventLine(event, request), literal(' ('), dateTime(event.at), literal(')')];
  const hint = actionHint(action, status);
  const deciders = status === 'approved' || status === 'running' || status === 'done' ? approvedBy(request) : [];
  return [
    literal('too late to '),
    literal(`${ACTION_VERB[action]}, it is `),
    italic(STATUS_TEXT[status]),
    ...eventText,
    literal('.'),
    ...deciders,
    literal(hint),
  ].filter((leaf) => leaf.type !== 'text' || leaf.text !== '');
}

function actionHint(action: RequestActionName, status: Status): string {
  if (action === 'undo') return ' Only what has ended can be undone.';
  return action === 'retry' && status !== 'failed' ? ' Only a failed request can be tried again.' : '';
}

function approvedBy({ approvals }: Request): readonly RichTextLeaf[] {
  return approvals.length === 0
    ? []
    : [literal(' Approved by '), ...mentions(approvals.map(({ by }) => by.userId)), literal('.')];
}

const DECISIVE_EVENTS: Readonly<Record<Status, readonly RequestEvent['type'][]>> = {
  pending: ['requested', 'plan-changed'],
  approved: ['approved', 'retried'],
  running: ['started'],
  done: ['done'],
  failed: ['failed'],
  denied: ['denied'],
  cancelled: ['cancelled'],
  expired: ['expired'],
};
