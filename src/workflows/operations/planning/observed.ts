import type { Facts, Grantee, Snapshot } from '../../facts/facts.js';
import { snapshotIds } from '../../facts/image.js';
import { unknown, type Fact } from '../../facts/known.js';
import { clip } from './wording.js';

const NOT_LOOKED_AT = unknown('it was not looked at');

/** A fact that was asked for; unknown where it is missing all the same. */
export function observed<T>(fact: Fact<T> | undefined): Fact<T> {
  return fact ?? NOT_LOOKED_AT;
}

/** One snapshot behind an AMI, as far as it is known. */
export interface Backing {
  readonly snapshotId: string;
  readonly snapshot: Fact<Snapshot>;
  readonly permissions: Fact<readonly Grantee[]>;
}

/** The distinct snapshots that back the AMI, in the order of its devices. */
export function backingOf({ image, snapshots, volumePermissions }: Facts): readonly Backing[] {
  return snapshotIds(image).map((snapshotId) => ({
    snapshotId,
    snapshot: observed(own(snapshots, snapshotId)),
    permissions: observed(own(volumePermissions, snapshotId)),
  }));
}

/** A record's own entry: ids come from outside, and `constructor` is none. */
export function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Why something is not known, with the permission that would mend it. */
export function because(fact: Fact<unknown>): string {
  if (fact.known) return '';
  const reason = clip(fact.reason, 300);
  return fact.permission === undefined ? reason : `${reason} (missing permission: ${clip(fact.permission)})`;
}
