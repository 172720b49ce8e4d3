import { CALL_INPUTS } from '../../src/aws/ec2/call/inputs.js';
import { NotFound, Rejected } from '../../src/workflows/ports/errors.js';
import { canAccessAccount, type Directory } from '../../src/domain/model/directory.js';
import type { ImageRef } from '../../src/domain/model/image.js';
import type { RecycledFacts, RecycledImage } from '../../src/domain/model/recycled.js';
import type { ResolvedCall } from '../../src/domain/plan/outputs.js';
import type { CallResult } from '../../src/workflows/ports/call-executor.js';
import type { RecycledImageMatches, ResourceSearch } from '../../src/workflows/ports/resource-finder.js';
import { factIn, isDenied, type RecycledEntry, type FakeAws } from './in-memory-world.js';

/** Looks for AMIs as `ResourceFinder.findRecycledImages` promises. */
export function findRecycledIn(fakeAws: FakeAws, directory: Directory, search: ResourceSearch): RecycledImageMatches {
  const places = directory
    .filter(({ id }) => canAccessAccount(directory, id) && (search.account ?? id) === id)
    .flatMap(({ id, regions }) =>
      (search.region === undefined ? regions : [search.region]).map((region) => ({ account: id, region })),
    );
  const shut = places.filter(({ account }) => isDenied(fakeAws, account, 'ec2:ListImagesInRecycleBin'));
  return {
    images: fakeAws.recycled
      .map(toRecycled)
      .filter(({ imageId }) => imageId.startsWith(search.id))
      .filter((image) =>
        places.some(
          (place) => !shut.includes(place) && place.account === image.account && place.region === image.region,
        ),
      ),
    unreachable: shut.map((place) => ({ ...place, reason: 'looking into the Recycle Bin was denied' })),
  };
}

/** Observes as `ResourceObserver.observeRecycledImage` promises. */
export function observeRecycledIn(fakeAws: FakeAws, directory: Directory, ref: ImageRef, now: Date): RecycledFacts {
  const found = fakeAws.recycled.find(({ entry }) => isOf(entry.image, ref));
  if (found === undefined) throw new NotFound(`${ref.imageId} is not in the Recycle Bin of ${ref.region}`);
  return {
    observedAt: now.toISOString(),
    image: toRecycled(found),
    snapshots: factIn(fakeAws, directory, ref.account, 'ec2:ListSnapshotsInRecycleBin', () =>
      found.snapshotIds.map((snapshotId) => ({ snapshotId, ...found.stay })),
    ),
  };
}

export const RECYCLE_CALLS = {
  RestoreImageFromRecycleBin(fakeAws: FakeAws, call: ResolvedCall): CallResult {
    const { ImageId } = CALL_INPUTS.RestoreImageFromRecycleBin.parse(call.input);
    const found = fakeAws.recycled.find(({ entry }) => isOf(entry.image, { ...call, imageId: ImageId }));
    if (found === undefined) throw new NotFound(`The image id '[${ImageId}]' does not exist`);
    if (found.snapshotIds.length > 0) throw new Rejected('IncorrectState', 'Restore its snapshots first.');
    fakeAws.recycled.splice(fakeAws.recycled.indexOf(found), 1);
    fakeAws.images.push(found.entry);
    return { fields: {} };
  },
  RestoreSnapshotFromRecycleBin(fakeAws: FakeAws, call: ResolvedCall, now: number): CallResult {
    const { SnapshotId } = CALL_INPUTS.RestoreSnapshotFromRecycleBin.parse(call.input);
    const found = fakeAws.recycled.find(({ snapshotIds }) => snapshotIds.includes(SnapshotId));
    const snapshot = found?.entry.snapshots[SnapshotId];
    if (found === undefined || snapshot === undefined)
      throw new NotFound(`The snapshot '${SnapshotId}' does not exist.`);
    found.snapshotIds = found.snapshotIds.filter((id) => id !== SnapshotId);
    fakeAws.copiedSnapshots.push({ ...snapshot, region: call.region, tags: {}, endsAt: now });
    return { fields: { SnapshotId } };
  },
};

function toRecycled({ entry, stay: recycleBinPeriod }: RecycledEntry): RecycledImage {
  const { imageId, ownerId: account, region, name, description } = entry.image;
  return { imageId, account, region, name, description, ...recycleBinPeriod };
}

function isOf(image: { imageId: string; region: string; ownerId: string }, ref: ImageRef): boolean {
  return image.imageId === ref.imageId && image.region === ref.region && image.ownerId === ref.account;
}
