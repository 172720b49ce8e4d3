import { canonicalJson } from '../../domain/model/canonical-json.js';
import { addMs } from '../../domain/model/time.js';
import type { PolicyDecision } from '../../domain/policy/types.js';
import {
  type CheckedApproval,
  mayProceed,
  MEMBERSHIP_VALID_MS,
  type Proceeding,
} from '../../domain/request/may-proceed.js';
import type { Approval, Request } from '../../domain/request/types.js';
import { isoNow, type UseCaseContext } from '../context.js';
import { resolveEligibility } from './eligibility.js';

/** The ports for checking approvals. */
export type ApprovalCheckContext = Pick<UseCaseContext, 'users' | 'log' | 'clock'>;

/**
 * Decides whether the approvals of a request satisfy what the rules in force decide about it. Membership that was read at
 * the click counts for 15 minutes under the same rules; then it is read again.
 */
export async function checkApprovals(
  context: ApprovalCheckContext,
  request: Request,
  decision: Exclude<PolicyDecision, { kind: 'refused' }>,
): Promise<Proceeding> {
  const isSameDecision = canonicalJson(decision) === canonicalJson(request.policyDecision);
  const now = isoNow(context);
  return mayProceed(decision, await Promise.all(request.approvals.map(check)));

  async function check(approval: Approval): Promise<CheckedApproval> {
    if (isSameDecision && now <= addMs(approval.at, MEMBERSHIP_VALID_MS)) {
      return { approval, eligibility: { kind: 'approver', requirementIndexes: approval.requirementIndexes } };
    }
    const { users, log } = context;
    return { approval, eligibility: await resolveEligibility({ users, log }, approval.by, decision) };
  }
}
