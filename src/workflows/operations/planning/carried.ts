import type { Facts, Grantee } from '../../facts/facts.js';
import { includes } from './grantee.js';
import { backingOf, observed } from './observed.js';
import { isOwn } from './ownership.js';

/** What a copy is to be given of the permissions of the original. */
export interface Carried {
  readonly launch: readonly Grantee[];
  readonly volumes: readonly CarriedVolume[];
  /** The original, or a snapshot of it, is public; the copy is not to be. */
  readonly leavesPublic: boolean;
}

export interface CarriedVolume {
  /** Counts the snapshots of the original from 1. */
  readonly number: number;
  /** The device at which the copy has the snapshot that answers to it. */
  readonly device: string;
  readonly accounts: readonly Grantee[];
}

/** The owner alone knows the permissions; for anybody else there is nothing to carry. `public` never is carried. */
export function carriedOf(facts: Facts): Carried {
  const { image } = facts;
  if (!isOwn(image)) return { launch: [], volumes: [], leavesPublic: image.public };
  const launch = observed(facts.launchPermissions);
  const launchers = launch.known ? launch.value : [];
  const backing = backingOf(facts);
  const volumes = backing.flatMap(({ snapshotId, permissions }, index) => {
    const device = image.blockDevices.find((each) => each.snapshotId === snapshotId)?.device;
    const accounts = permissions.known
      ? permissions.value.filter((grantee) => grantee.kind === 'account' && grantee.id !== image.ownerId)
      : [];
    return device === undefined || accounts.length === 0 ? [] : [{ number: index + 1, device, accounts }];
  });
  const everybody: Grantee = { kind: 'public' };
  return {
    launch: launchers.filter((grantee) => !isOwnerOrPublic(grantee, image.ownerId)),
    volumes,
    leavesPublic:
      image.public ||
      includes(launchers, everybody) ||
      backing.some(({ permissions }) => permissions.known && includes(permissions.value, everybody)),
  };
}

/** Everybody whom the copy is given to. */
export function carriedGrantees({ launch, volumes }: Carried): readonly Grantee[] {
  return volumes
    .flatMap(({ accounts }) => accounts)
    .reduce((all, grantee) => (includes(all, grantee) ? all : [...all, grantee]), launch);
}

function isOwnerOrPublic(grantee: Grantee, ownerId: string): boolean {
  return grantee.kind === 'public' || (grantee.kind === 'account' && grantee.id === ownerId);
}
