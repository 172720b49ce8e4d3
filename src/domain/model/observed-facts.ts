import type { Facts, Grantee, Snapshot } from './facts.js';
import { snapshotIds } from './image.js';
import { unknown, type Fact } from './fact.js';
import { truncate } from './format.js';

const NOT_OBSERVED = unknown('it was not checked');

/** Returns a requested fact, or an unknown fact if it was not observed. */
export function orNotObserved<T>(fact: Fact<T> | undefined): Fact<T> {
  return fact ?? NOT_OBSERVED;
}

/** One snapshot behind an AMI, as far as known. */
export interface ObservedSnapshot {
  readonly snapshotId: string;
  readonly snapshot: Fact<Snapshot>;
  readonly permissions: Fact<readonly Grantee[]>;
}

/** The distinct snapshots that back the AMI, in the order of its devices. */
export function backingSnapshots({ image, snapshots, volumePermissions }: Facts): readonly ObservedSnapshot[] {
  return snapshotIds(image).map((snapshotId) => ({
    snapshotId,
    snapshot: orNotObserved(getOwn(snapshots, snapshotId)),
    permissions: orNotObserved(getOwn(volumePermissions, snapshotId)),
  }));
}

/** A record's own entry: ids come from outside, and `constructor` is none. */
export function getOwn<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

/** The reason that a fact is unknown, with the permission that would fix it. */
export function reasonText(fact: Fact<unknown>): string {
  if (fact.known) return '';
  const reason = truncate(fact.reason, 300);
  return fact.permission === undefined ? reason : `${reason} (missing permission: ${truncate(fact.permission)})`;
}
