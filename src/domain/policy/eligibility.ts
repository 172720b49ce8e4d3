import type { Fact } from '../model/fact.js';
import type { Person } from '../request/types.js';
import type { Approver, Requirement } from './types.js';

/** What a Slack user is to the organization that AMI Steward belongs to. Slack Connect admits outsiders to channels. */
export type Standing = 'member' | 'guest' | 'outsider';

/** What a person may do about a request as an approver, at this moment. */
export type Eligibility =
  /** Counts for these requirements, by index. */
  | { readonly kind: 'approver'; readonly requirementIndexes: readonly number[] }
  | { readonly kind: 'not-an-approver' }
  | { readonly kind: 'another-team' }
  /** Guests never count. */
  | { readonly kind: 'guest' }
  /** Slack did not return who the person is. */
  | { readonly kind: 'standing-unknown' }
  /** Would count if in one of these groups, which could not be read. */
  | { readonly kind: 'membership-unknown'; readonly groups: readonly string[] };

/** The user groups that decide whether a person counts: those of requirements that do not name the person. */
export function groupsToRead(requirements: readonly Requirement[], person: Person): readonly string[] {
  const undecided = requirements.filter(({ approvers }) => !approvers.includes(person.userId));
  return [...new Set(undecided.flatMap(({ approvers }) => approvers.filter(isGroup)))];
}

/**
 * The role of a member of the organization in a request. A group that could not be read counts for no one.
 */
export function eligibilityOf(
  person: Person,
  requirements: readonly Requirement[],
  members: ReadonlyMap<string, Fact<readonly string[]>>,
): Eligibility {
  const requirementIndexes = requirements.flatMap(({ approvers }, index) =>
    approvers.some((approver) => matchesApprover(person, approver, members)) ? [index] : [],
  );
  if (requirementIndexes.length > 0) return { kind: 'approver', requirementIndexes };
  const unread = groupsToRead(requirements, person).filter((group) => members.get(group)?.known !== true);
  return unread.length > 0 ? { kind: 'membership-unknown', groups: unread } : { kind: 'not-an-approver' };
}

/** All approvers, each once, as the configuration names them. */
export function approversOf(requirements: readonly Requirement[]): readonly Approver[] {
  return [...new Set(requirements.flatMap(({ approvers }) => approvers))];
}

function matchesApprover(
  person: Person,
  approver: Approver,
  members: ReadonlyMap<string, Fact<readonly string[]>>,
): boolean {
  if (!isGroup(approver)) return approver === person.userId;
  const group = members.get(approver);
  return group?.known === true && group.value.includes(person.userId);
}

export function isGroup(approver: Approver): boolean {
  return approver.startsWith('S');
}
