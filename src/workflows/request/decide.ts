import { canonical } from '../plan/canonical.js';
import type { Plan, UndoStep } from '../plan/types.js';
import type { Standing } from '../policy/standing.js';
import { approversOf } from '../policy/standing.js';
import type { Requirement, Ruling, RulingRefusal } from '../policy/types.js';
import { endOf } from './ending.js';
import { endAhead } from './limit.js';
import { canStop, stopOf } from './stopping.js';
import type { Approval, Failure, Person, Request, RequestEvent, RequestId, Status } from './types.js';

/** What somebody or something wants of a request. Times are ISO 8601 in UTC. */
export type Command =
  | {
      readonly type: 'approve';
      readonly by: Person;
      readonly standing: Standing;
      /** What the rules in force say of the request's plan now. */
      readonly ruling: Ruling;
    }
  | { readonly type: 'deny'; readonly by: Person; readonly standing: Standing; readonly reason: string }
  | { readonly type: 'cancel'; readonly by: Person; readonly standing: Standing }
  /** `undoing`: the request that is about to take its effects back. */
  | { readonly type: 'retry'; readonly by: Person; readonly standing: Standing; readonly undoing?: RequestId }
  /** Ends a ladder between its rungs. */
  | { readonly type: 'stop'; readonly by: Person; readonly standing: Standing }
  /** Makes the time of what was done for a time be over now. */
  | { readonly type: 'end'; readonly by: Person; readonly standing: Standing }
  | { readonly type: 'expire' }
  | { readonly type: 'remind' }
  | { readonly type: 'begin'; readonly undo?: Readonly<Record<string, readonly UndoStep[]>> }
  | {
      readonly type: 'send-back';
      readonly plan: Plan;
      readonly ruling: Exclude<Ruling, { kind: 'refused' }>;
      readonly differences: readonly string[];
      readonly expiresAt: string;
      readonly remindAt: string;
    }
  | { readonly type: 'finish' }
  | { readonly type: 'fail'; readonly failure: Failure }
  /** Somebody wants its effects taken back, by a request of this id. */
  | { readonly type: 'ask-undo'; readonly by: Person; readonly standing: Standing; readonly undo: RequestId }
  /** That request has ended well. */
  | { readonly type: 'undone'; readonly undo: RequestId };

export type Decision =
  | { readonly kind: 'events'; readonly events: readonly RequestEvent[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Why a command changes nothing. */
export type Refusal =
  | { readonly code: 'not-an-approver'; readonly approvers: readonly string[] }
  /** Neither the requester nor an approver, one of whom it takes to cancel or retry. */
  | { readonly code: 'not-concerned'; readonly requester: Person; readonly approvers: readonly string[] }
  | { readonly code: 'own-request' }
  | { readonly code: 'already-approved' }
  /** The request is no longer in a state that allows it. */
  | { readonly code: 'too-late'; readonly status: Status }
  /** From another Slack workspace than the approvers'. */
  | { readonly code: 'another-team' }
  /** A user group could not be read, so nobody knows whether this person may. */
  | { readonly code: 'membership-unknown'; readonly groups: readonly string[] }
  /** Its effects are taken back, or about to be. */
  | { readonly code: 'undone'; readonly undo: RequestId }
  /** It was not done for a time, or that time is over. */
  | { readonly code: 'no-time-left' }
  /** The rules in force now refuse what they allowed when it was asked for. */
  | { readonly code: 'forbidden-now'; readonly reason: RulingRefusal };

/** A ladder that was stopped, or not approved again, has done something too. */
const ENDED = ['done', 'failed', 'denied', 'cancelled', 'expired'] as const;

/** The states in which each command can have an effect; in all others it comes too late. */
const ALLOWED_IN = {
  approve: ['pending'],
  deny: ['pending'],
  cancel: ['pending'],
  retry: ['failed'],
  stop: ['approved', 'running'],
  end: ['done', 'failed'],
  expire: ['pending'],
  remind: ['pending'],
  begin: ['approved'],
  'send-back': ['approved', 'running'],
  finish: ['running'],
  fail: ['approved', 'running'],
  'ask-undo': ENDED,
  undone: ENDED,
} as const satisfies Readonly<Record<Command['type'], readonly Status[]>>;

/** Decides what a command makes of a request: what happens, or why nothing does. The first valid decision wins. */
export function decide(command: Command, request: Request, at: string): Decision {
  const allowedIn: readonly Status[] = ALLOWED_IN[command.type];
  if (!allowedIn.includes(request.status)) return refused({ code: 'too-late', status: request.status });
  switch (command.type) {
    case 'approve':
      return approve(command, request, at);
    case 'deny':
      return deny(command, request, at);
    case 'cancel':
      return ifConcerned(command, request, { type: 'cancelled', by: command.by, at });
    case 'retry':
      return retry(command, request, at);
    case 'stop':
      return stop(command, request, at);
    case 'end':
      return end(command, request, at);
    case 'expire':
      return happened({ type: 'expired', at });
    case 'remind':
      return happened({ type: 'reminded', at });
    case 'begin':
      return happened({ type: 'started', at, ...(command.undo === undefined ? {} : { undo: command.undo }) });
    case 'send-back':
      return sendBack(command, request, at);
    case 'finish':
      return happened(endOf(request, at));
    case 'fail':
      return happened({ type: 'failed', failure: command.failure, at });
    case 'ask-undo':
      return askUndo(command, request, at);
    case 'undone':
      return request.undo?.done === true && request.undo.request === command.undo
        ? happened()
        : happened({ type: 'undone', undo: command.undo, at });
  }
}

/** The requirements that a request has to meet; none where a rule lets it run by itself. */
export function requirementsOf(ruling: Ruling): readonly Requirement[] {
  return ruling.kind === 'approval' ? ruling.requirements : [];
}

/** How many distinct people count for each requirement, in their order. */
export function countApprovals(ruling: Ruling, approvals: readonly Approval[]): readonly number[] {
  return requirementsOf(ruling).map(
    (_, index) => new Set(approvals.filter(({ counts }) => counts.includes(index)).map(({ by }) => by.userId)).size,
  );
}

function approve(command: Command & { type: 'approve' }, request: Request, at: string): Decision {
  const { by, standing, ruling } = command;
  if (ruling.kind === 'refused') return refused({ code: 'forbidden-now', reason: ruling.reason });
  const refusal = whyNotApprover(by, standing, request, ruling);
  if (refusal !== undefined) return refused(refusal);
  const sameRules = canonical(ruling) === canonical(request.ruling);
  const before = sameRules ? request.approvals : [];
  if (before.some((approval) => same(approval.by, by))) return refused({ code: 'already-approved' });
  const counts = standing.kind === 'approver' ? standing.counts : [];
  const satisfied = isSatisfied(ruling, [...before, { by, at, counts }]);
  return happened(
    ...(sameRules ? [] : [{ type: 'rules-changed', ruling, at } as const]),
    { type: 'approval-given', by, counts, at },
    ...(satisfied ? [{ type: 'approved', how: 'people', at } as const] : []),
  );
}

function isSatisfied(ruling: Ruling, approvals: readonly Approval[]): boolean {
  const counted = countApprovals(ruling, approvals);
  return requirementsOf(ruling).every(({ required }, index) => (counted[index] ?? 0) >= required);
}

function deny(command: Command & { type: 'deny' }, request: Request, at: string): Decision {
  const { by, standing, reason } = command;
  const refusal = whyNotApprover(by, standing, request, request.ruling);
  return refusal === undefined ? happened({ type: 'denied', by, reason, at }) : refused(refusal);
}

function whyNotApprover(by: Person, standing: Standing, request: Request, ruling: Ruling): Refusal | undefined {
  if (same(by, request.requester)) return { code: 'own-request' };
  return standing.kind === 'not-an-approver'
    ? { code: 'not-an-approver', approvers: approversOf(requirementsOf(ruling)) }
    : whyNot(standing);
}

/** What was taken back must not be gone on with: it is asked for anew. */
function retry(command: Command & { type: 'retry' }, request: Request, at: string): Decision {
  const undo = request.undo?.done === true ? request.undo.request : command.undoing;
  if (undo !== undefined) return refused({ code: 'undone', undo });
  return ifConcerned(command, request, { type: 'retried', by: command.by, at });
}

/** Undo is asked for as anything else is, by anybody of the workspace, and decided by those whom the rules name. */
function askUndo({ by, standing, undo }: Command & { type: 'ask-undo' }, request: Request, at: string): Decision {
  if (standing.kind === 'another-team') return refused({ code: 'another-team' });
  if (request.undo?.done === true) return refused({ code: 'undone', undo: request.undo.request });
  return happened({ type: 'undo-asked', by, undo, at });
}

/** Cancel, Retry, Stop and End now are for the requester and the approvers. */
function ifConcerned(
  { by, standing }: { readonly by: Person; readonly standing: Standing },
  request: Request,
  event: RequestEvent,
): Decision {
  if (same(by, request.requester)) return happened(event);
  if (standing.kind === 'not-an-approver') {
    const approvers = approversOf(requirementsOf(request.ruling));
    return refused({ code: 'not-concerned', requester: request.requester, approvers });
  }
  const refusal = whyNot(standing);
  return refusal === undefined ? happened(event) : refused(refusal);
}

function whyNot(standing: Exclude<Standing, { kind: 'not-an-approver' }>): Refusal | undefined {
  switch (standing.kind) {
    case 'approver':
      return undefined;
    case 'another-team':
      return { code: 'another-team' };
    case 'membership-unknown':
      return { code: 'membership-unknown', groups: standing.groups };
  }
}

/** What has not begun ends at once; what has begun ends once nothing is in hand. */
function stop(command: Command & { type: 'stop' }, request: Request, at: string): Decision {
  if (!canStop(request)) return refused({ code: 'too-late', status: request.status });
  const { by } = command;
  const type = request.status === 'running' ? 'stop-asked' : 'cancelled';
  return ifConcerned(command, request, { type, by, at });
}

/** Whoever could have kept it from happening may end it early: the undo was approved with it. */
function end(command: Command & { type: 'end' }, request: Request, at: string): Decision {
  const limit = endAhead(request);
  if (limit === undefined || limit.endsAt <= at) return refused({ code: 'no-time-left' });
  return ifConcerned(command, request, { type: 'end-asked', by: command.by, at });
}

function sendBack(command: Command & { type: 'send-back' }, request: Request, at: string): Decision {
  if (stopOf(request) !== undefined) return refused({ code: 'too-late', status: request.status });
  const { plan, ruling, differences, expiresAt, remindAt } = command;
  const changed: RequestEvent = { type: 'plan-changed', plan, ruling, differences, expiresAt, remindAt, at };
  const how = request.undoes?.how ?? 'rule';
  return ruling.kind === 'auto' ? happened(changed, { type: 'approved', how, at }) : happened(changed);
}

function same(one: Person, other: Person): boolean {
  return one.userId === other.userId && one.teamId === other.teamId;
}

function happened(...events: readonly RequestEvent[]): Decision {
  return { kind: 'events', events };
}

function refused(refusal: Refusal): Decision {
  return { kind: 'refused', refusal };
}
