import { approversOf, type Eligibility } from '../policy/eligibility.js';
import type { PolicyDecision, PolicyRefusal, Requirement } from '../policy/types.js';
import type { Person, Request, RequestId, Status } from './types.js';

/** Why a command changes nothing. */
export type Refusal =
  | { readonly code: 'not-an-approver'; readonly approvers: readonly string[] }
  /** Neither the requester nor an approver. Only they may cancel or retry. */
  | { readonly code: 'not-requester-or-approver'; readonly requester: Person; readonly approvers: readonly string[] }
  | { readonly code: 'own-request' }
  | { readonly code: 'already-approved' }
  /** The approval is for a plan that was replaced. `differences`: what has changed since, as sentences. */
  | { readonly code: 'stale-plan'; readonly differences: readonly string[] }
  /** The request is no longer in a state that allows it. */
  | { readonly code: 'too-late'; readonly status: Status }
  /** From another Slack workspace than the approvers'. */
  | { readonly code: 'another-team' }
  /** Guests never approve, and may request only where the configuration says so. */
  | { readonly code: 'guest' }
  /** Slack did not return who the person is. */
  | { readonly code: 'standing-unknown' }
  /** A user group could not be read, so the permission of this user is unknown. */
  | { readonly code: 'membership-unknown'; readonly groups: readonly string[] }
  /** The effects of the request are reverted, or an undo of them is in progress. */
  | { readonly code: 'undone'; readonly undo: RequestId }
  /** It has no time limit, or has already expired. */
  | { readonly code: 'not-expiring' }
  /** The rules in force refuse the request, which was allowed when it was made. */
  | { readonly code: 'no-longer-allowed'; readonly reason: PolicyRefusal };

/** The requirements that a request has to meet. Empty if a rule lets it run without approval. */
export function requirementsOf(policyDecision: PolicyDecision): readonly Requirement[] {
  return policyDecision.kind === 'approval' ? policyDecision.requirements : [];
}

/** Returns why a person may not approve or deny a request, or `undefined` if they may. The requester never may. */
export function approverRefusal(
  by: Person,
  eligibility: Eligibility,
  request: Request,
  policyDecision: PolicyDecision,
): Refusal | undefined {
  if (isSamePerson(by, request.requester)) return { code: 'own-request' };
  return eligibility.kind === 'not-an-approver'
    ? { code: 'not-an-approver', approvers: approversOf(requirementsOf(policyDecision)) }
    : eligibilityRefusal(eligibility);
}

/** Returns why a person may not cancel, retry, stop or end a request, or `undefined` if they may. */
export function participantRefusal(
  { by, eligibility }: { readonly by: Person; readonly eligibility: Eligibility },
  request: Request,
): Refusal | undefined {
  if (isSamePerson(by, request.requester)) return undefined;
  if (eligibility.kind !== 'not-an-approver') return eligibilityRefusal(eligibility);
  const approvers = approversOf(requirementsOf(request.policyDecision));
  return { code: 'not-requester-or-approver', requester: request.requester, approvers };
}

function eligibilityRefusal(eligibility: Exclude<Eligibility, { kind: 'not-an-approver' }>): Refusal | undefined {
  switch (eligibility.kind) {
    case 'approver':
      return undefined;
    case 'another-team':
    case 'guest':
    case 'standing-unknown':
      return { code: eligibility.kind };
    case 'membership-unknown':
      return { code: 'membership-unknown', groups: eligibility.groups };
  }
}

/** Whether two people are the same Slack user of the same team. */
export function isSamePerson(one: Person, other: Person): boolean {
  return one.userId === other.userId && one.teamId === other.teamId;
}
