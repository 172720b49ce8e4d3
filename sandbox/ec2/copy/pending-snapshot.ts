import { addSeconds } from 'date-fns';
import type { CopyRun, Snapshot } from '../image-entities.js';
import type { Call } from '../operation.js';

/** A copy that fails does so early. */
export function copyRunFor({ now, copySeconds }: Call, share: number, failure: string | undefined): CopyRun {
  const seconds = copySeconds * (failure === undefined ? share : 0.3);
  const run = { startedAt: now.toISOString(), endsAt: addSeconds(now, seconds).toISOString() };
  return failure === undefined ? run : { ...run, failure };
}

/** The copy of a snapshot, as it is at first. */
export function pendingSnapshot(source: Snapshot, description: string, { store, caller, region, now }: Call): Snapshot {
  return {
    id: store.newId('snap'),
    region,
    ownerId: caller.account,
    description,
    state: 'pending',
    startedAt: now.toISOString(),
    volumeSize: source.volumeSize,
    fullBytes: source.fullBytes,
    storageTier: 'standard',
    tags: {},
    volumePermissions: [],
  };
}
