import { CALL_INPUTS } from '../../src/aws/ec2/call-inputs.js';
import { Gone, Refused } from '../../src/workflows/errors.js';
import { canActIn, type Directory } from '../../src/workflows/facts/directory.js';
import type { ImageRef } from '../../src/workflows/facts/image.js';
import type { RecycledFacts, RecycledImage } from '../../src/workflows/facts/recycled.js';
import type { ResolvedCall } from '../../src/workflows/plan/resolve.js';
import type { CallAnswer, ImageSearch, RecycledMatches } from '../../src/workflows/ports.js';
import { factIn, isDenied, type RecycledEntry, type World } from './in-memory-world.js';

/** Looks for AMIs as `Cloud.findRecycled` promises. */
export function findRecycledIn(world: World, directory: Directory, search: ImageSearch): RecycledMatches {
  const places = directory
    .filter(({ id }) => canActIn(directory, id) && (search.account ?? id) === id)
    .flatMap(({ id, regions }) =>
      (search.region === undefined ? regions : [search.region]).map((region) => ({ account: id, region })),
    );
  const shut = places.filter(({ account }) => isDenied(world, account, 'ec2:ListImagesInRecycleBin'));
  return {
    images: world.recycled
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

/** Observes as `Cloud.observeRecycled` promises. */
export function observeRecycledIn(world: World, directory: Directory, ref: ImageRef, now: Date): RecycledFacts {
  const found = world.recycled.find(({ entry }) => isOf(entry.image, ref));
  if (found === undefined) throw new Gone(`${ref.imageId} is not in the Recycle Bin of ${ref.region}`);
  return {
    observedAt: now.toISOString(),
    image: toRecycled(found),
    snapshots: factIn(world, directory, ref.account, 'ec2:ListSnapshotsInRecycleBin', () =>
      found.snapshotIds.map((snapshotId) => ({ snapshotId, ...found.stay })),
    ),
  };
}

export const RECYCLE_CALLS = {
  RestoreImageFromRecycleBin(world: World, call: ResolvedCall): CallAnswer {
    const { ImageId } = CALL_INPUTS.RestoreImageFromRecycleBin.parse(call.input);
    const found = world.recycled.find(({ entry }) => isOf(entry.image, { ...call, imageId: ImageId }));
    if (found === undefined) throw new Gone(`The image id '[${ImageId}]' does not exist`);
    if (found.snapshotIds.length > 0) throw new Refused('IncorrectState', 'Restore its snapshots first.');
    world.recycled.splice(world.recycled.indexOf(found), 1);
    world.images.push(found.entry);
    return { fields: {} };
  },
  RestoreSnapshotFromRecycleBin(world: World, call: ResolvedCall, now: number): CallAnswer {
    const { SnapshotId } = CALL_INPUTS.RestoreSnapshotFromRecycleBin.parse(call.input);
    const found = world.recycled.find(({ snapshotIds }) => snapshotIds.includes(SnapshotId));
    const snapshot = found?.entry.snapshots[SnapshotId];
    if (found === undefined || snapshot === undefined) throw new Gone(`The snapshot '${SnapshotId}' does not exist.`);
    found.snapshotIds = found.snapshotIds.filter((id) => id !== SnapshotId);
    world.copiedSnapshots.push({ ...snapshot, region: call.region, tags: {}, endsAt: now });
    return { fields: { SnapshotId } };
  },
};

function toRecycled({ entry, stay }: RecycledEntry): RecycledImage {
  const { imageId, ownerId: account, region, name, description } = entry.image;
  return { imageId, account, region, name, description, ...stay };
}

function isOf(image: { imageId: string; region: string; ownerId: string }, ref: ImageRef): boolean {
  return image.imageId === ref.imageId && image.region === ref.region && image.ownerId === ref.account;
}
