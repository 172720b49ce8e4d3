import type { Snapshot } from './image-entities.js';
import { AwsError, invalidValue, snapshotNotFound } from './errors.js';
import type { Call } from './operation.js';
import { canRestore } from './sharing.js';

const SNAPSHOT_ID = /^snap-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** Throws `InvalidParameterValue`. */
export function checkSnapshotId(id: string): void {
  if (!SNAPSHOT_ID.test(id)) throw invalidValue('snapshotId', id, "Expected: 'snap-...'.");
}

/** The snapshots of the call's Region that the caller can see. */
export function visibleSnapshots({ store, caller, region }: Call): readonly Snapshot[] {
  return store
    .all('snapshots')
    .filter((snapshot) => snapshot.region === region && isListed(snapshot) && canRestore(snapshot, caller.account));
}

/** Throws `InvalidSnapshot.NotFound` for a snapshot that is not in the Region. It may be of another owner. */
export function findSnapshot({ store, region }: Call, id: string): Snapshot {
  checkSnapshotId(id);
  const snapshot = store.get('snapshots', id);
  if (snapshot?.region !== region || !isListed(snapshot)) throw snapshotNotFound(id);
  return snapshot;
}

/** The caller's own snapshot to change. */
export function findOwnSnapshot(call: Call, id: string): Snapshot {
  const snapshot = findSnapshot(call, id);
  if (snapshot.ownerId === call.caller.account) return snapshot;
  if (!canRestore(snapshot, call.caller.account)) throw snapshotNotFound(id);
  throw new AwsError('AuthFailure', `Not authorized for snapshot:${id}`, 403);
}

function isListed({ bin }: Snapshot): boolean {
  return bin === undefined;
}
