import type { ResolvedCall } from '../../domain/plan/outputs.js';
import {
  compileSessionPolicies,
  findSessionPolicy,
  halveSessionPolicy,
  type SessionPolicy,
} from '../../domain/plan/session-policy.js';
import { AccessDenied, Rejected } from '../../workflows/ports/errors.js';
import type { Attribution } from '../../workflows/ports/call-executor.js';
import { partitionOf } from '../partition.js';
import { PackedPolicyTooLarge, type AssumeRole, type RoleToAssume } from './credentials.js';

/** A call that changes something, with what its session is made of. */
export interface Change {
  readonly call: ResolvedCall;
  /** The calls that the plan makes in the same account and Region. */
  readonly planned: readonly ResolvedCall[];
  readonly attribution: Attribution;
}

/** A role that was assumed for a change. */
type LimitedRole = RoleToAssume & { readonly policy: string };

/** Assumes a role for a change, and returns the role with the policy that STS accepted. */
export type ChangeSessions = (role: RoleToAssume, change: Change) => Promise<LimitedRole>;

/** Session tags, as `aws:PrincipalTag/…` in the policies of the account. */
const REQUEST_TAG = 'ami-steward:request';
const REQUESTER_TAG = 'ami-steward:requester';

/**
 * Limits the session of each change to the calls of its plan. A policy that STS refuses as too large is halved until STS
 * accepts the part with the call. Throws `AccessDenied` for a call that is not in the plan.
 */
export function createChangeSessions(sessions: AssumeRole, { tagged }: { readonly tagged: boolean }): ChangeSessions {
  async function isAccepted(role: LimitedRole): Promise<boolean> {
    try {
      await sessions(role);
      return true;
    } catch (error) {
      if (error instanceof PackedPolicyTooLarge) return false;
      throw error;
    }
  }

  return async function limit(role, { call, planned, attribution }) {
    const partition = partitionOf(call.region).name;
    let policies: readonly SessionPolicy[] = compileSessionPolicies(planned, partition);
    for (;;) {
      const policy = findSessionPolicy(policies, call, partition);
      if (policy === undefined) throw new AccessDenied(`the plan has no such call of ${call.name}`);
      const limited = {
        ...role,
        policy: policy.document,
        ...(tagged ? sessionTags(attribution) : {}),
      };
      if (await isAccepted(limited)) return limited;
      const halves = halveSessionPolicy(policy, partition);
      if (halves === undefined) {
        throw new Rejected('PackedPolicyTooLarge', `STS refused the session policy of ${call.name} as too large`);
      }
      policies = halves;
    }
  };
}

function sessionTags({ requestId, requester }: Attribution): Pick<RoleToAssume, 'sourceIdentity' | 'tags'> {
  return { sourceIdentity: requestId, tags: { [REQUEST_TAG]: requestId, [REQUESTER_TAG]: requester.userId } };
}
