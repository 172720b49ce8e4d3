import type { Facts, Grantee } from '../../model/facts.js';
import { hasGrantee } from '../../model/grantee.js';
import { backingSnapshots, orNotObserved } from '../../model/observed-facts.js';
import { grantExpiry } from '../findings/expiring-share.js';
import { isOwnedHere } from '../findings/ownership.js';
import type { CopyInput } from './input.js';

/** The permissions of the original that a copy gets. */
export interface CarriedPermissions {
  readonly launch: readonly Grantee[];
  readonly volumes: readonly CarriedVolume[];
  /** The original, or a snapshot of it, is public; the copy is not to be. */
  readonly dropsPublic: boolean;
  /** Grantees of the original for a limited time, with its end. The copy could keep no end, so it is not shared with them. */
  readonly expiring: readonly { readonly grantee: Grantee; readonly expiresAt: string }[];
}

interface CarriedVolume {
  /** Counts the snapshots of the original from 1. */
  readonly number: number;
  /** The device at which the copy has the snapshot that answers to it. */
  readonly device: string;
  readonly accounts: readonly Grantee[];
}

/**
 * Only the owner knows the permissions; for other accounts nothing is carried. `public` and time-limited permissions are
 * never carried.
 */
export function carriedPermissions(
  facts: Facts,
  { withoutSharing }: Pick<CopyInput, 'withoutSharing'>,
): CarriedPermissions {
  const { image } = facts;
  if (!isOwnedHere(image)) return { launch: [], volumes: [], dropsPublic: image.public, expiring: [] };
  const launch = orNotObserved(facts.launchPermissions);
  const launchPermissions = launch.known ? launch.value : [];
  const backing = backingSnapshots(facts);
  const volumes = backing.flatMap(({ snapshotId, permissions }, index) => {
    const device = image.blockDevices.find((each) => each.snapshotId === snapshotId)?.device;
    const accounts = permissions.known
      ? permissions.value.filter((grantee) => grantee.kind === 'account' && isCarried(grantee, snapshotId, facts))
      : [];
    return device === undefined || accounts.length === 0 ? [] : [{ number: index + 1, device, accounts }];
  });
  const isNotShared = withoutSharing === true;
  const publicGrantee: Grantee = { kind: 'public' };
  return {
    launch: isNotShared ? [] : launchPermissions.filter((grantee) => isCarried(grantee, image.imageId, facts)),
    volumes: isNotShared ? [] : volumes,
    expiring: launchPermissions.flatMap((grantee) => {
      const expiresAt = grantExpiry(image.imageId, grantee, facts);
      return expiresAt === undefined || isNotShared ? [] : [{ grantee, expiresAt }];
    }),
    dropsPublic:
      image.public ||
      hasGrantee(launchPermissions, publicGrantee) ||
      backing.some(({ permissions }) => permissions.known && hasGrantee(permissions.value, publicGrantee)),
  };
}

/** All grantees of the copy. */
export function carriedGrantees({ launch, volumes }: CarriedPermissions): readonly Grantee[] {
  return volumes
    .flatMap(({ accounts }) => accounts)
    .reduce((all, grantee) => (hasGrantee(all, grantee) ? all : [...all, grantee]), launch);
}

function isCarried(grantee: Grantee, resourceId: string, facts: Facts): boolean {
  return !isOwnerOrPublic(grantee, facts.image.ownerId) && grantExpiry(resourceId, grantee, facts) === undefined;
}

function isOwnerOrPublic(grantee: Grantee, ownerId: string): boolean {
  return grantee.kind === 'public' || (grantee.kind === 'account' && grantee.id === ownerId);
}
