import { omitUndefined } from '../model/omit-undefined.js';
import { canonicalJson } from '../model/canonical-json.js';
import { planDigest } from '../plan/plan-digest.js';
import type { Plan, UndoStep } from '../plan/types.js';
import type { Eligibility } from '../policy/eligibility.js';
import type { PolicyDecision } from '../policy/types.js';
import { completionEvent } from './completion.js';
import { pendingExpiration } from './expiration.js';
import { canCancelRun, cancellationRequest } from './cancellation.js';
import { approverRefusal, isSamePerson, participantRefusal, type Refusal, requirementsOf } from './refusal.js';
import type { Failure } from './failure.js';
import type { Approval, Person, Request, RequestEvent, RequestId, Status } from './types.js';

/** A command to a request. Times are ISO 8601 in UTC. */
export type Command =
  | {
      readonly type: 'approve';
      readonly by: Person;
      /** The `planDigest` of the plan that this person was shown. */
      readonly planDigest: string;
      readonly eligibility: Eligibility;
      /** The decision of the rules in force about the request's plan. */
      readonly policyDecision: PolicyDecision;
    }
  | { readonly type: 'deny'; readonly by: Person; readonly eligibility: Eligibility; readonly reason: string }
  | { readonly type: 'cancel'; readonly by: Person; readonly eligibility: Eligibility }
  /** `undoRequestId`: the request that is about to revert this one. */
  | {
      readonly type: 'retry';
      readonly by: Person;
      readonly eligibility: Eligibility;
      readonly undoRequestId?: RequestId;
    }
  /** Cancels the remaining stages between two stages. */
  | { readonly type: 'stop'; readonly by: Person; readonly eligibility: Eligibility }
  /** Lets a time-limited grant expire now. */
  | { readonly type: 'expire-now'; readonly by: Person; readonly eligibility: Eligibility }
  | { readonly type: 'expire' }
  | { readonly type: 'remind' }
  | { readonly type: 'start'; readonly undo?: Readonly<Record<string, readonly UndoStep[]>> }
  | {
      readonly type: 'return-to-approvers';
      readonly plan: Plan;
      readonly policyDecision: Exclude<PolicyDecision, { kind: 'refused' }>;
      readonly differences: readonly string[];
      readonly approvalExpiresAt: string;
      readonly remindAt: string;
    }
  | { readonly type: 'finish' }
  | { readonly type: 'fail'; readonly failure: Failure }
  /** A user requests the undo, which is the request of this id. */
  | { readonly type: 'request-undo'; readonly by: Person; readonly eligibility: Eligibility; readonly undo: RequestId }
  /** That request has ended well. */
  | { readonly type: 'undone'; readonly undo: RequestId };

export type Decision =
  | { readonly kind: 'events'; readonly events: readonly RequestEvent[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** A staged request that was cancelled, or not approved again, may have changed something too. */
const FINISHED = ['done', 'failed', 'denied', 'cancelled', 'expired'] as const;

/** The states in which each command can have an effect; in all others it comes too late. */
const ALLOWED_IN = {
  approve: ['pending'],
  deny: ['pending'],
  cancel: ['pending'],
  retry: ['failed'],
  stop: ['approved', 'running'],
  'expire-now': ['done', 'failed'],
  expire: ['pending'],
  remind: ['pending'],
  start: ['approved'],
  'return-to-approvers': ['approved', 'running'],
  finish: ['running'],
  fail: ['approved', 'running'],
  'request-undo': FINISHED,
  undone: FINISHED,
} as const satisfies Readonly<Record<Command['type'], readonly Status[]>>;

/**
 * Decides what a command does to a request: events, or the reason that nothing happens. The first valid decision wins.
 */
export function decide(command: Command, request: Request, at: string): Decision {
  const allowedIn: readonly Status[] = ALLOWED_IN[command.type];
  if (!allowedIn.includes(request.status)) return refuse({ code: 'too-late', status: request.status });
  switch (command.type) {
    case 'approve':
      return approve(command, request, at);
    case 'deny':
      return deny(command, request, at);
    case 'cancel':
      return ifRequesterOrApprover(command, request, { type: 'cancelled', by: command.by, at });
    case 'retry':
      return retry(command, request, at);
    case 'stop':
      return stop(command, request, at);
    case 'expire-now':
      return expireNow(command, request, at);
    case 'expire':
      return accept({ type: 'expired', at });
    case 'remind':
      return accept({ type: 'reminded', at });
    case 'start':
      return accept({ type: 'started', at, ...omitUndefined({ undo: command.undo }) });
    case 'return-to-approvers':
      return returnToApprovers(command, request, at);
    case 'finish':
      return accept(completionEvent(request, at));
    case 'fail':
      return accept({ type: 'failed', failure: command.failure, at });
    case 'request-undo':
      return requestUndo(command, request, at);
    case 'undone':
      return request.undoneBy?.done === true && request.undoneBy.requestId === command.undo
        ? accept()
        : accept({ type: 'undone', undo: command.undo, at });
  }
}

/** How many distinct people count for each requirement, in their order. */
export function countApprovals(policyDecision: PolicyDecision, approvals: readonly Approval[]): readonly number[] {
  return requirementsOf(policyDecision).map(
    (_, index) =>
      new Set(
        approvals.filter(({ requirementIndexes }) => requirementIndexes.includes(index)).map(({ by }) => by.userId),
      ).size,
  );
}

function approve(command: Command & { type: 'approve' }, request: Request, at: string): Decision {
  const { by, eligibility, policyDecision } = command;
  if (policyDecision.kind === 'refused') return refuse({ code: 'no-longer-allowed', reason: policyDecision.reason });
  const refusal = approverRefusal(by, eligibility, request, policyDecision);
  if (refusal !== undefined) return refuse(refusal);
  if (command.planDigest !== planDigest(request.plan)) {
    return refuse({ code: 'stale-plan', differences: differencesSince(command.planDigest, request) });
  }
  const sameRules = canonicalJson(policyDecision) === canonicalJson(request.policyDecision);
  const before = sameRules ? request.approvals : [];
  if (before.some((approval) => isSamePerson(approval.by, by))) return refuse({ code: 'already-approved' });
  const requirementIndexes = eligibility.kind === 'approver' ? eligibility.requirementIndexes : [];
  const satisfied = isSatisfied(policyDecision, [...before, { by, at, requirementIndexes }]);
  return accept(
    ...(sameRules ? [] : [{ type: 'rules-changed', policyDecision, at } as const]),
    { type: 'approval-given', by, planDigest: command.planDigest, requirementIndexes, at },
    ...(satisfied ? [{ type: 'approved', how: 'people', at } as const] : []),
  );
}

/** What was changed after a plan was shown. All changes if the plan is the first one, or unknown. */
function differencesSince(digest: string, { history }: Request): readonly string[] {
  const changes = history.filter((event) => event.type === 'plan-changed');
  const shown = changes.findLastIndex(({ plan }) => planDigest(plan) === digest);
  return changes.slice(shown + 1).flatMap(({ differences }) => differences);
}

/** Whether approvals meet all requirements. */
export function isSatisfied(policyDecision: PolicyDecision, approvals: readonly Approval[]): boolean {
  const counted = countApprovals(policyDecision, approvals);
  return requirementsOf(policyDecision).every(({ required }, index) => (counted[index] ?? 0) >= required);
}

function deny(command: Command & { type: 'deny' }, request: Request, at: string): Decision {
  const { by, eligibility, reason } = command;
  const refusal = approverRefusal(by, eligibility, request, request.policyDecision);
  return refusal === undefined ? accept({ type: 'denied', by, reason, at }) : refuse(refusal);
}

/** A request that was undone must not continue. The user submits a new one. */
function retry(command: Command & { type: 'retry' }, request: Request, at: string): Decision {
  const undo = request.undoneBy?.done === true ? request.undoneBy.requestId : command.undoRequestId;
  if (undo !== undefined) return refuse({ code: 'undone', undo });
  return ifRequesterOrApprover(command, request, { type: 'retried', by: command.by, at });
}

/** Any member of the workspace may request an undo. The approvers that the rules name decide. */
function requestUndo(
  { by, eligibility, undo }: Command & { type: 'request-undo' },
  request: Request,
  at: string,
): Decision {
  if (eligibility.kind === 'another-team') return refuse({ code: 'another-team' });
  if (request.undoneBy?.done === true) return refuse({ code: 'undone', undo: request.undoneBy.requestId });
  return accept({ type: 'undo-requested', by, undo, at });
}

/** Accepts the event if the person is the requester or an approver. */
function ifRequesterOrApprover(
  participant: { readonly by: Person; readonly eligibility: Eligibility },
  request: Request,
  event: RequestEvent,
): Decision {
  const refusal = participantRefusal(participant, request);
  return refusal === undefined ? accept(event) : refuse(refusal);
}

/** A request that has not started ends at once. One that has started ends after the current call. */
function stop(command: Command & { type: 'stop' }, request: Request, at: string): Decision {
  if (!canCancelRun(request)) return refuse({ code: 'too-late', status: request.status });
  const { by } = command;
  const type = request.status === 'running' ? 'cancel-requested' : 'cancelled';
  return ifRequesterOrApprover(command, request, { type, by, at });
}

/** Everyone who could have prevented it may end it early: the revocation was approved with it. */
function expireNow(command: Command & { type: 'expire-now' }, request: Request, at: string): Decision {
  const expiration = pendingExpiration(request);
  if (expiration === undefined || expiration.revokeAt <= at) return refuse({ code: 'not-expiring' });
  return ifRequesterOrApprover(command, request, { type: 'expiry-requested', by: command.by, at });
}

function returnToApprovers(command: Command & { type: 'return-to-approvers' }, request: Request, at: string): Decision {
  if (cancellationRequest(request) !== undefined) return refuse({ code: 'too-late', status: request.status });
  const { plan, policyDecision, differences, approvalExpiresAt, remindAt } = command;
  const changed: RequestEvent = {
    type: 'plan-changed',
    plan,
    policyDecision,
    differences,
    approvalExpiresAt,
    remindAt,
    at,
  };
  const how = request.undoOf?.how ?? 'rule';
  return policyDecision.kind === 'auto' ? accept(changed, { type: 'approved', how, at }) : accept(changed);
}

function accept(...events: readonly RequestEvent[]): Decision {
  return { kind: 'events', events };
}

function refuse(refusal: Refusal): Decision {
  return { kind: 'refused', refusal };
}
