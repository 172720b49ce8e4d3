import { approversOf } from '../../workflows/policy/standing.js';
import { countApprovals, requirementsOf, type Refusal } from '../../workflows/request/decide.js';
import type { Attempt, Request, RequestEvent, Status } from '../../workflows/request/types.js';
import { approversNamed, named } from './approvals.js';
import { eventLine, VERB } from './history.js';
import type { Message } from './message.js';
import { bold, italic, listed, mention, rich, section, when, words, type Leaf } from './rich.js';
import { ruleRefusal } from './rule-refusal.js';
import { headline, STATUS_WORD } from './status.js';

/** The private answer to somebody whose press or command changed nothing: why, and who may or what happened already. */
export function refusedDeed(refusal: Refusal, attempt: Attempt, request: Request): Message {
  const why = whyNot(refusal, attempt, request);
  return {
    text: `${request.id} was not changed: you cannot ${VERB[attempt]} it.`,
    blocks: [rich(section(bold(request.id), words(': '), ...why))],
  };
}

/** The answer to a command that changed a request. */
export function acceptedDeed(request: Request): Message {
  return { text: `${headline(request)}.`, blocks: [rich(section(bold(headline(request)), words('.')))] };
}

/** Also for a well-formed id that was never given. */
export function noSuchRequest(id: string): Message {
  return {
    text: `There is no request ${id}.`,
    blocks: [rich(section(words('There is no request '), bold(id, 50), words('. Yours are listed by /ami requests.')))],
  };
}

function whyNot(refusal: Refusal, attempt: Attempt, request: Request): readonly Leaf[] {
  switch (refusal.code) {
    case 'not-an-approver':
      return [words(`you may not ${VERB[attempt]} it. These may: `), ...named(refusal.approvers)];
    case 'not-concerned':
      return [
        words(`you may not ${VERB[attempt]} it. Those who may: `),
        ...listed([mention(refusal.requester.userId)]),
        ...(refusal.approvers.length === 0 ? [] : [words(', '), ...named(refusal.approvers)]),
      ];
    case 'own-request':
      return [
        words(`you asked for it yourself, so somebody else has to ${VERB[attempt]} it: `),
        ...approversNamed(request.ruling),
        ...(attempt === 'deny' ? [words('. You can cancel it.')] : []),
      ];
    case 'already-approved':
      return [words('you have approved it already. '), ...stillNeeded(request)];
    case 'too-late':
      return tooLate(refusal.status, attempt, request);
    case 'another-team':
      return [words(`only members of this workspace may ${VERB[attempt]} it.`)];
    case 'membership-unknown':
      return [
        words('Slack does not say who belongs to '),
        ...named(refusal.groups),
        words(', so nobody knows whether you may. Try again in a minute.'),
      ];
    case 'undone':
      return [
        words('what it did is taken back, or about to be, by '),
        bold(refusal.undo),
        words(attempt === 'retry' ? '. Ask for it anew instead.' : '.'),
      ];
    case 'no-time-left':
      return [words('there is no time of it left that could be ended.')];
    case 'forbidden-now':
      return [words('the rules have changed since it was asked for. '), ...ruleRefusal(refusal.reason)];
  }
}

function stillNeeded({ ruling, approvals }: Request): readonly Leaf[] {
  const counted = countApprovals(ruling, approvals);
  const open = requirementsOf(ruling).filter(({ required }, index) => (counted[index] ?? 0) < required);
  return open.length === 0 ? [] : [words('It waits for: '), ...named(approversOf(open))];
}

/** What ended or changed it, by whom and when. */
function tooLate(status: Status, attempt: Attempt, request: Request): readonly Leaf[] {
  const event = request.history.findLast(({ type }) => DECIDING[status].includes(type));
  const what =
    event === undefined ? [] : [words(': '), ...eventLine(event, request), words(' ('), when(event.at), words(')')];
  const hint = hintFor(attempt, status);
  const deciders = status === 'approved' || status === 'running' || status === 'done' ? approvedBy(request) : [];
  return [
    words('too late to '),
    words(`${VERB[attempt]}, it is `),
    italic(STATUS_WORD[status]),
    ...what,
    words('.'),
    ...deciders,
    words(hint),
  ].filter((leaf) => leaf.type !== 'text' || leaf.text !== '');
}

function hintFor(attempt: Attempt, status: Status): string {
  if (attempt === 'undo') return ' Only what has ended can be undone.';
  return attempt === 'retry' && status !== 'failed' ? ' Only a failed request can be tried again.' : '';
}

function approvedBy({ approvals }: Request): readonly Leaf[] {
  return approvals.length === 0
    ? []
    : [words(' Approved by '), ...named(approvals.map(({ by }) => by.userId)), words('.')];
}

const DECIDING: Readonly<Record<Status, readonly RequestEvent['type'][]>> = {
  pending: ['requested', 'plan-changed'],
  approved: ['approved', 'retried'],
  running: ['started'],
  done: ['done'],
  failed: ['failed'],
  denied: ['denied'],
  cancelled: ['cancelled'],
  expired: ['expired'],
};
