import type { Facts, Grantee } from '../../model/facts.js';
import { hasGrantee } from '../../model/grantee.js';
import { backingSnapshots, orNotObserved } from '../../model/observed-facts.js';
import { isOwnedHere } from '../findings/ownership.js';

/** The permissions of the original that a copy gets. */
export interface CarriedPermissions {
  readonly launch: readonly Grantee[];
  readonly volumes: readonly CarriedVolume[];
  /** The original, or a snapshot of it, is public; the copy is not to be. */
  readonly dropsPublic: boolean;
}

export interface CarriedVolume {
  /** Counts the snapshots of the original from 1. */
  readonly number: number;
  /** The device at which the copy has the snapshot that answers to it. */
  readonly device: string;
  readonly accounts: readonly Grantee[];
}

/** Only the owner knows the permissions; for other accounts nothing is carried. `public` is never carried. */
export function carriedPermissions(facts: Facts): CarriedPermissions {
  const { image } = facts;
  if (!isOwnedHere(image)) return { launch: [], volumes: [], dropsPublic: image.public };
  const launch = orNotObserved(facts.launchPermissions);
  const launchPermissions = launch.known ? launch.value : [];
  const backing = backingSnapshots(facts);
  const volumes = backing.flatMap(({ snapshotId, permissions }, index) => {
    const device = image.blockDevices.find((each) => each.snapshotId === snapshotId)?.device;
    const accounts = permissions.known
      ? permissions.value.filter((grantee) => grantee.kind === 'account' && grantee.id !== image.ownerId)
      : [];
    return device === undefined || accounts.length === 0 ? [] : [{ number: index + 1, device, accounts }];
  });
  const publicGrantee: Grantee = { kind: 'public' };
  return {
    launch: launchPermissions.filter((grantee) => !isOwnerOrPublic(grantee, image.ownerId)),
    volumes,
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

function isOwnerOrPublic(grantee: Grantee, ownerId: string): boolean {
  return grantee.kind === 'public' || (grantee.kind === 'account' && grantee.id === ownerId);
}
