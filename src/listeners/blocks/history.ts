import type { Refusal } from '../../workflows/request/decide.js';
import type { Attempt, Request, RequestEvent } from '../../workflows/request/types.js';
import { code, italic, mention, said, when, words, type Leaf } from './rich.js';

const LONGEST = 200;

/** What happened to a request, one line an event, oldest first. */
export function historyLines(request: Request): readonly (readonly Leaf[])[] {
  return request.history.map((event) => [when(event.at), words(' '), ...eventLine(event, request)]);
}

/** `approved by @ana` */
export function eventLine(event: RequestEvent, request: Request): readonly Leaf[] {
  switch (event.type) {
    case 'requested':
      return [words('asked for by '), mention(event.by.userId)];
    case 'approval-given':
      return [words('approved by '), mention(event.by.userId)];
    case 'approved':
      return [words(APPROVED[event.how])];
    case 'denied':
      return [
        words('denied by '),
        mention(event.by.userId),
        ...(event.reason === '' ? [] : [words(': '), said(event.reason, LONGEST)]),
      ];
    case 'cancelled':
      return [words('cancelled by '), mention(event.by.userId)];
    case 'expired':
      return [words('expired: nobody decided in time')];
    case 'reminded':
      return [words('the approvers were reminded')];
    case 'attempt-refused':
      return [
        mention(event.by.userId),
        words(` tried to ${VERB[event.attempt]} it and was refused${whyRefused(event.why)}`),
      ];
    case 'started':
      return [words('started')];
    case 'plan-changed':
      return [words('the plan changed'), ...after(event.differences.join(' '))];
    case 'rules-changed':
      return [words('the approval rules changed: approvals start over')];
    case 'rung-announced':
      return [words('announced for '), when(event.due), words(': '), said(titleOf(event.step, request), LONGEST)];
    case 'looked-again':
      return [
        words('looked at it again before: '),
        said(titleOf(event.step, request), LONGEST),
        ...after(event.seen === undefined ? undefined : `${event.seen.label}: ${event.seen.value}`),
      ];
    case 'stop-asked':
      return [words('asked to stop by '), mention(event.by.userId)];
    case 'step-started':
      return [words('began: '), said(titleOf(event.step, request), LONGEST), ...callOf(event.step, request)];
    case 'step-accepted':
      return [words('accepted: '), said(titleOf(event.step, request), LONGEST), ...after(event.detail)];
    case 'step-done':
      return [words('done: '), said(titleOf(event.step, request), LONGEST), ...after(event.detail)];
    case 'step-failed':
      return [words('failed: '), said(titleOf(event.step, request), LONGEST), ...after(event.failure.message)];
    case 'step-skipped':
      return [words('skipped: '), said(titleOf(event.step, request), LONGEST)];
    case 'done':
      return [words('done')];
    case 'failed':
      return [words('failed'), ...after(event.failure.message)];
    case 'retried':
      return [words('tried again by '), mention(event.by.userId)];
    case 'undo-asked':
      return [words('undo asked for by '), mention(event.by.userId), words(`: ${event.undo}`)];
    case 'undone':
      return [words(`undone by ${event.undo}`)];
    case 'end-announced':
      return [
        words('its end was announced for '),
        when(event.due),
        ...after(`${event.seen.label}: ${event.seen.value}`),
      ];
    case 'end-asked':
      return [words('ended before its time by '), mention(event.by.userId)];
    case 'end-delayed':
      return [words('its time is over, but it could not be taken back so far'), ...after(event.why)];
    case 'end-reached':
      return [words(`its time is over: ${event.undo} takes it back`)];
    case 'end-idle':
      return [words('its time is over, and nothing was taken back'), ...after(event.why)];
  }
}

const APPROVED: Readonly<Record<Extract<RequestEvent, { type: 'approved' }>['how'], string>> = {
  people: 'approvals are complete',
  rule: 'approved by a rule',
  limit: 'approved with the request whose time is over',
};

export const VERB: Readonly<Record<Attempt, string>> = {
  approve: 'approve',
  deny: 'deny',
  cancel: 'cancel',
  retry: 'retry',
  stop: 'stop',
  undo: 'undo',
  end: 'end',
};

/** What was told to whoever tried, in a few words. */
const WHY: Readonly<Partial<Record<string, string>>> = {
  'not-an-approver': 'no approver of it',
  'not-concerned': 'neither the requester nor an approver',
  'own-request': 'nobody approves their own request',
  'already-approved': 'had approved it already',
  'too-late': 'too late',
  'another-team': 'from another workspace',
  'membership-unknown': 'who is in the group could not be read',
  undone: 'undone, or about to be',
  'no-time-left': 'no time of it was left',
  'forbidden-now': 'the rules no longer allow it',
} satisfies Record<Refusal['code'], string>;

function whyRefused(refusal: string): string {
  const why = WHY[refusal];
  return why === undefined ? '' : `: ${why}`;
}

/** ` (ModifyImageAttribute in us-east-1, account 999988887777)` */
function callOf(id: string, { plan }: Request): readonly Leaf[] {
  const call = plan.steps.find((step) => step.id === id)?.call;
  if (call === undefined) return [];
  return [words(' ('), code(call.name), words(` in ${call.region}, account ${call.account})`)];
}

function titleOf(id: string, { plan }: Request): string {
  return plan.steps.find((step) => step.id === id)?.title ?? id;
}

function after(text: string | undefined): readonly Leaf[] {
  return text === undefined || text === '' ? [] : [words(': '), italic(text, LONGEST)];
}
