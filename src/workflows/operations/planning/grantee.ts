import { accountLabel, type Directory } from '../../facts/directory.js';
import type { Grantee } from '../../facts/facts.js';
import type { LaunchPermissionInput } from '../../plan/calls.js';
import type { Target } from '../../plan/types.js';

export function isSame(one: Grantee, other: Grantee): boolean {
  return one.kind === other.kind && nameOf(one) === nameOf(other);
}

export function includes(grantees: readonly Grantee[], wanted: Grantee): boolean {
  return grantees.some((grantee) => isSame(grantee, wanted));
}

/** The account's id, the ARN, or `public`: what facts and findings name a grantee by. */
export function nameOf(grantee: Grantee): string {
  switch (grantee.kind) {
    case 'account':
      return grantee.id;
    case 'organization':
    case 'ou':
      return grantee.arn;
    case 'public':
      return 'public';
  }
}

/** Tells grantees apart in the ids of steps: the account's id, the end of the ARN, or `public`. */
export function keyOf(grantee: Grantee): string {
  return nameOf(grantee).split('/').at(-1) ?? '';
}

/** As people know it: "prod (444455556666)". */
export function granteeLabel(grantee: Grantee, directory: Directory): string {
  switch (grantee.kind) {
    case 'account':
      return accountLabel(directory, grantee.id);
    case 'organization':
      return `organization ${grantee.arn}`;
    case 'ou':
      return `OU ${grantee.arn}`;
    case 'public':
      return 'everybody (public)';
  }
}

/** As `ModifyImageAttribute` takes it. */
export function launchPermission(grantee: Grantee): LaunchPermissionInput {
  switch (grantee.kind) {
    case 'account':
      return { UserId: grantee.id };
    case 'organization':
      return { OrganizationArn: grantee.arn };
    case 'ou':
      return { OrganizationalUnitArn: grantee.arn };
    case 'public':
      return { Group: 'all' };
  }
}

/** What `launchPermission` made of a grantee, read again; nothing where it names none. */
export function granteesOf(entries: readonly LaunchPermissionInput[]): readonly Grantee[] {
  return entries.flatMap(({ UserId, OrganizationArn, OrganizationalUnitArn, Group }): readonly Grantee[] => {
    if (UserId !== undefined) return [{ kind: 'account', id: UserId }];
    if (OrganizationArn !== undefined) return [{ kind: 'organization', arn: OrganizationArn }];
    if (OrganizationalUnitArn !== undefined) return [{ kind: 'ou', arn: OrganizationalUnitArn }];
    return Group === undefined ? [] : [{ kind: 'public' }];
  });
}

/** As the approval rules look at it. An OU is a part of an organization there. */
export function policyTarget(grantee: Grantee): Target {
  switch (grantee.kind) {
    case 'account':
      return { kind: 'account', id: grantee.id };
    case 'organization':
    case 'ou':
      return { kind: 'organization', arn: grantee.arn };
    case 'public':
      return { kind: 'public' };
  }
}

/** The accounts among grantees. */
export function accountsOf(grantees: readonly Grantee[]): readonly string[] {
  return grantees.flatMap((grantee) => (grantee.kind === 'account' ? grantee.id : []));
}
