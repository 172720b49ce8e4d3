import type { Eligibility } from '../policy/eligibility.js';
import type { PolicyDecision } from '../policy/types.js';
import { isSatisfied } from './decide.js';
import { requirementsOf } from './refusal.js';
import type { Approval } from './types.js';

/** How long the membership that was read at the click counts, in milliseconds. */
export const MEMBERSHIP_VALID_MS = 15 * 60_000;

/** An approval on record, and what its giver is under the rules in force. */
export interface CheckedApproval {
  readonly approval: Approval;
  readonly eligibility: Eligibility;
}

export type Proceeding =
  | { readonly kind: 'may-proceed' }
  /** The rules in force want more approvals, or other ones. */
  | { readonly kind: 'insufficient' }
  /** Depends on people whose groups or accounts Slack does not return now. */
  | { readonly kind: 'unknown' };

/** Decides whether the approvals on record satisfy the rules in force. */
export function mayProceed(
  decision: Exclude<PolicyDecision, { kind: 'refused' }>,
  checked: readonly CheckedApproval[],
): Proceeding {
  const every = requirementsOf(decision).map((_, index) => index);
  const sure = checked.flatMap(({ approval, eligibility }) =>
    eligibility.kind === 'approver' ? [{ ...approval, requirementIndexes: eligibility.requirementIndexes }] : [],
  );
  if (isSatisfied(decision, sure)) return { kind: 'may-proceed' };
  const possible = checked.flatMap(({ approval, eligibility }) =>
    isUnknown(eligibility) ? [{ ...approval, requirementIndexes: every }] : [],
  );
  return isSatisfied(decision, [...sure, ...possible]) ? { kind: 'unknown' } : { kind: 'insufficient' };
}

function isUnknown({ kind }: Eligibility): boolean {
  return kind === 'membership-unknown' || kind === 'standing-unknown';
}
