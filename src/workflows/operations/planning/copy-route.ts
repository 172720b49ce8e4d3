import type { Facts } from '../../facts/facts.js';
import { encryptionOf } from './encryption.js';
import { includes } from './grantee.js';
import { observed } from './observed.js';
import { isOwn } from './ownership.js';

/**
 * How an AMI gets to a place.
 *
 * - `direct`: one CopyImage.
 * - `reencrypted`: first a copy under a customer managed key, since what the key of AWS encrypts is shared with nobody.
 * - `registered`: each snapshot is copied, and an AMI registered from the copies: where no more launch permission can be
 *   given, or where it is asked for.
 * - `launched`: an instance is launched there, and an AMI made from it, which keeps product codes and licence; only where
 *   it is asked for.
 */
export type CopyRoute = 'direct' | 'reencrypted' | 'registered' | 'launched';

export type AskedRoute = 'snapshots' | 'launching' | undefined;

/** Organizations, OUs and accounts of one AMI together; can be raised. (EC2 User Guide, "AMI quotas") */
export const SHARING_QUOTA = 1_000;

/** `account`: another one that the copy is to be in. */
export function copyRouteOf(by: AskedRoute, account: string | undefined, facts: Facts): CopyRoute {
  if (by === 'snapshots') return 'registered';
  if (by === 'launching') return 'launched';
  if (account === undefined || !isOwn(facts.image)) return 'direct';
  if (encryptionOf(facts).keys.some(({ key }) => key.known && key.value.manager === 'AWS')) return 'reencrypted';
  return isFull(facts, account) ? 'registered' : 'direct';
}

/** Whether one more account would be more than EC2 lets an AMI be shared with. */
function isFull({ launchPermissions }: Facts, id: string): boolean {
  const permissions = observed(launchPermissions);
  if (!permissions.known || includes(permissions.value, { kind: 'account', id })) return false;
  return permissions.value.filter(({ kind }) => kind !== 'public').length >= SHARING_QUOTA;
}
