import { type Fact, known, unknown } from '../../domain/model/fact.js';
import { type Eligibility, eligibilityOf, groupsToRead } from '../../domain/policy/eligibility.js';
import type { PolicyDecision } from '../../domain/policy/types.js';
import { requirementsOf } from '../../domain/request/refusal.js';
import type { Person } from '../../domain/request/types.js';
import { isPortFailure } from '../ports/errors.js';
import type { Clock } from '../ports/clock-and-ids.js';
import type { Log } from '../ports/log.js';
import type { UserDirectory } from '../ports/user-directory.js';
import { identifyUser } from './admission.js';
import type { ReadBudget } from './read-budget.js';

interface EligibilityPorts {
  readonly users: UserDirectory;
  readonly log: Log;
  /** Absent where groups are read for display, from a cache. */
  readonly readBudget?: ReadBudget;
}

/**
 * Returns the role of a person in a request at this moment: user groups are read again, for members only, and not for a
 * person who had them read in vain too often.
 */
export async function resolveEligibility(
  ports: EligibilityPorts,
  person: Person,
  policyDecision: PolicyDecision,
): Promise<Eligibility> {
  const identity = await identifyUser(ports, person);
  if (identity === undefined) return { kind: 'standing-unknown' };
  if (identity.standing === 'outsider') return { kind: 'another-team' };
  if (identity.standing === 'guest') return { kind: 'guest' };
  const requirements = requirementsOf(policyDecision);
  const groups = groupsToRead(requirements, identity.person);
  if (groups.length > 0 && ports.readBudget?.isSpent(identity.person) === true) {
    ports.log.warn('user groups were not read for a person who asks too often', { person: person.userId });
    return eligibilityOf(identity.person, requirements, new Map());
  }
  const members = await Promise.all(
    groups.map(async (group) => [group, await readGroupMembers(ports, group)] as const),
  );
  const eligibility = eligibilityOf(identity.person, requirements, new Map(members));
  if (groups.length > 0 && eligibility.kind === 'not-an-approver') ports.readBudget?.spend(identity.person);
  return eligibility;
}

/** A group that cannot be read is unknown: it makes no one an approver. */
async function readGroupMembers({ users, log }: EligibilityPorts, group: string): Promise<Fact<readonly string[]>> {
  try {
    return known(await users.listGroupMembers(group));
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    log.warn('a user group could not be read', { group, why: error.kind });
    return unknown(error.message);
  }
}

/**
 * Caches the members of user groups for display: Slack allows about 20 reads a minute. Never for a decision. Failures
 * are not cached.
 */
export function cacheMembers(users: UserDirectory, clock: Clock, ttlMs: number): UserDirectory {
  const cache = new Map<string, { readonly members: Promise<readonly string[]>; readonly expiresAt: number }>();
  return {
    identify: (person) => users.identify(person),
    listGroupMembers(group) {
      const now = clock.now().getTime();
      const cached = cache.get(group);
      if (cached !== undefined && cached.expiresAt > now) return cached.members;
      const members = users.listGroupMembers(group);
      cache.set(group, { members, expiresAt: now + ttlMs });
      members.catch(() => cache.delete(group));
      return members;
    },
  };
}
