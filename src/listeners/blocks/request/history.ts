import type { Refusal } from '../../../domain/request/refusal.js';
import type { RequestActionName, Request, RequestEvent } from '../../../domain/request/types.js';
import { code, italic, mention, foreignText, dateTime, literal, type RichTextLeaf } from '../kit/rich.js';
import { delayText, failureText } from './failure-text.js';

const MAX_TEXT_LENGTH = 200;

/** What happened to a request, one line an event, oldest first. */
export function historyLines(request: Request): readonly (readonly RichTextLeaf[])[] {
  return request.history.map((event) => [dateTime(event.at), literal(' '), ...eventLine(event, request)]);
}

/** `approved by @ana` */
export function eventLine(event: RequestEvent, request: Request): readonly RichTextLeaf[] {
  switch (event.type) {
    case 'requested':
      return [literal('requested by '), mention(event.by.userId)];
    case 'approval-given':
      return [literal('approved by '), mention(event.by.userId)];
    case 'approved':
      return [literal(APPROVED[event.how])];
    case 'denied':
      return [
        literal('denied by '),
        mention(event.by.userId),
        ...(event.reason === '' ? [] : [literal(': '), foreignText(event.reason, MAX_TEXT_LENGTH)]),
      ];
    case 'cancelled':
      return [literal('cancelled by '), mention(event.by.userId)];
    case 'expired':
      return [literal('expired without a decision')];
    case 'reminded':
      return [literal('the approvers were reminded')];
    case 'action-refused':
      return [
        mention(event.by.userId),
        literal(` tried to ${ACTION_VERB[event.action]} it and was refused${refusalSuffix(event.reason)}`),
      ];
    case 'started':
      return [literal('started')];
    case 'plan-changed':
      return [literal('the plan changed'), ...detailSuffix(event.differences.join(' '))];
    case 'rules-changed':
      return [literal('the approval rules changed; approvals start again')];
    case 'stage-announced':
      return [
        literal('announced for '),
        dateTime(event.due),
        literal(': '),
        foreignText(stepTitle(event.step, request), MAX_TEXT_LENGTH),
      ];
    case 'revalidated':
      return [
        literal('checked again before: '),
        foreignText(stepTitle(event.step, request), MAX_TEXT_LENGTH),
        ...detailSuffix(event.evidence === undefined ? undefined : `${event.evidence.label}: ${event.evidence.value}`),
      ];
    case 'cancel-requested':
      return [literal('cancellation requested by '), mention(event.by.userId)];
    case 'step-started':
      return [
        literal('began: '),
        foreignText(stepTitle(event.step, request), MAX_TEXT_LENGTH),
        ...callText(event.step, request),
      ];
    case 'step-accepted':
      return [
        literal('accepted: '),
        foreignText(stepTitle(event.step, request), MAX_TEXT_LENGTH),
        ...detailSuffix(event.detail),
      ];
    case 'step-done':
      return [
        literal('done: '),
        foreignText(stepTitle(event.step, request), MAX_TEXT_LENGTH),
        ...detailSuffix(event.detail),
      ];
    case 'step-failed':
      return [
        literal('failed: '),
        foreignText(stepTitle(event.step, request), MAX_TEXT_LENGTH),
        ...detailSuffix(failureText(event.failure)),
      ];
    case 'step-skipped':
      return [literal('skipped: '), foreignText(stepTitle(event.step, request), MAX_TEXT_LENGTH)];
    case 'done':
      return [literal('done')];
    case 'failed':
      return [literal('failed'), ...detailSuffix(failureText(event.failure))];
    case 'retried':
      return [literal('tried again by '), mention(event.by.userId)];
    case 'undo-requested':
      return [literal('undo requested by '), mention(event.by.userId), literal(`: ${event.undo}`)];
    case 'undone':
      return [literal(`undone by ${event.undo}`)];
    case 'expiry-announced':
      return [
        literal('its end was announced for '),
        dateTime(event.due),
        ...detailSuffix(`${event.evidence.label}: ${event.evidence.value}`),
      ];
    case 'expiry-requested':
      return [literal('ended before its time by '), mention(event.by.userId)];
    case 'revocation-delayed':
      return [literal('expired, but could not be revoked yet'), ...detailSuffix(delayText(event))];
    case 'revocation-started':
      return [literal(`expired; ${event.undo} revokes it`)];
    case 'revocation-not-needed':
      return [literal('expired, and nothing was revoked'), ...detailSuffix(event.reason)];
  }
}

const APPROVED: Readonly<Record<Extract<RequestEvent, { type: 'approved' }>['how'], string>> = {
  people: 'approvals are complete',
  rule: 'approved by a rule',
  expiration: 'approved as part of the expired request',
};

export const ACTION_VERB: Readonly<Record<RequestActionName, string>> = {
  approve: 'approve',
  deny: 'deny',
  cancel: 'cancel',
  retry: 'retry',
  stop: 'stop',
  undo: 'undo',
  'expire-now': 'end',
};

/** The refusal of an action, in a few words. */
const REFUSAL_TEXT: Readonly<Partial<Record<string, string>>> = {
  'not-an-approver': 'no approver of it',
  'not-requester-or-approver': 'neither the requester nor an approver',
  'own-request': 'a requester cannot approve their own request',
  'already-approved': 'had already approved it',
  'stale-plan': 'the plan that they saw was replaced',
  'too-late': 'too late',
  'another-team': 'from another workspace',
  guest: 'a guest of the workspace',
  'standing-unknown': 'Slack did not return who they are',
  'membership-unknown': 'who is in the group could not be read',
  undone: 'undone, or about to be',
  'not-expiring': 'no time of it was left',
  'no-longer-allowed': 'the rules no longer allow it',
} satisfies Record<Refusal['code'], string>;

function refusalSuffix(refusal: string): string {
  const reason = REFUSAL_TEXT[refusal];
  return reason === undefined ? '' : `: ${reason}`;
}

/** ` (ModifyImageAttribute in us-east-1, account 999988887777)` */
function callText(id: string, { plan }: Request): readonly RichTextLeaf[] {
  const call = plan.steps.find((step) => step.id === id)?.call;
  if (call === undefined) return [];
  return [literal(' ('), code(call.name), literal(` in ${call.region}, account ${call.account})`)];
}

function stepTitle(id: string, { plan }: Request): string {
  return plan.steps.find((step) => step.id === id)?.title ?? id;
}

function detailSuffix(text: string | undefined): readonly RichTextLeaf[] {
  return text === undefined || text === '' ? [] : [literal(': '), italic(text, MAX_TEXT_LENGTH)];
}
