import type { LaunchPermissionInput } from '../plan/call-inputs.js';
import type { Target } from '../plan/types.js';
import { accountLabel, type Directory } from './directory.js';
import type { Grantee } from './facts.js';

export function isSameGrantee(one: Grantee, other: Grantee): boolean {
  return one.kind === other.kind && granteeKey(one) === granteeKey(other);
}

export function hasGrantee(grantees: readonly Grantee[], sought: Grantee): boolean {
  return grantees.some((grantee) => isSameGrantee(grantee, sought));
}

/** The account's id, the ARN, or `public`: what facts and findings name a grantee by. */
export function granteeKey(grantee: Grantee): string {
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

/** Distinguishes grantees in the ids of steps: the account's id, the end of the ARN, or `public`. */
export function granteeSlug(grantee: Grantee): string {
  return granteeKey(grantee).split('/').at(-1) ?? '';
}

/** The label of a grantee for users: "prod (444455556666)". */
export function granteeLabel(grantee: Grantee, directory: Directory): string {
  switch (grantee.kind) {
    case 'account':
      return accountLabel(directory, grantee.id);
    case 'organization':
      return `organization ${grantee.arn}`;
    case 'ou':
      return `OU ${grantee.arn}`;
    case 'public':
      return 'everyone (public)';
  }
}

/** As `ModifyImageAttribute` takes it. */
export function toLaunchPermission(grantee: Grantee): LaunchPermissionInput {
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

/** Returns the grantee of a launch permission entry. `undefined` if it names none. */
export function granteesFromLaunchPermissions(entries: readonly LaunchPermissionInput[]): readonly Grantee[] {
  return entries.flatMap(({ UserId, OrganizationArn, OrganizationalUnitArn, Group }): readonly Grantee[] => {
    if (UserId !== undefined) return [{ kind: 'account', id: UserId }];
    if (OrganizationArn !== undefined) return [{ kind: 'organization', arn: OrganizationArn }];
    if (OrganizationalUnitArn !== undefined) return [{ kind: 'ou', arn: OrganizationalUnitArn }];
    return Group === undefined ? [] : [{ kind: 'public' }];
  });
}

/** The grantee as the approval rules see it. There an OU is part of an organization. */
export function toPolicyTarget(grantee: Grantee): Target {
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
export function accountIds(grantees: readonly Grantee[]): readonly string[] {
  return grantees.flatMap((grantee) => (grantee.kind === 'account' ? grantee.id : []));
}

/** The grantee that `nameOf` gives this name to. */
export function parseGranteeKey(name: string): Grantee {
  if (name === 'public') return { kind: 'public' };
  if (!name.startsWith('arn:')) return { kind: 'account', id: name };
  return name.includes(':ou/') ? { kind: 'ou', arn: name } : { kind: 'organization', arn: name };
}
