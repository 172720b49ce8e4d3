import type { Key } from './entities.js';
import type { Image, Snapshot } from './image-entities.js';
import type { Store } from './store.js';

/** The distinct snapshots behind an image, in the order of its devices. */
export function snapshotsOf(store: Store, image: Image): readonly Snapshot[] {
  const ids = new Set(image.blockDevices.flatMap(({ snapshotId }) => snapshotId ?? []));
  return [...ids].flatMap((id) => store.get('snapshots', id) ?? []);
}

/** The images that a snapshot backs, without deregistered ones. */
export function imagesOf(store: Store, snapshotId: string): readonly Image[] {
  return store
    .all('images')
    .filter(
      ({ state, blockDevices }) =>
        state !== 'deregistered' && blockDevices.some((device) => device.snapshotId === snapshotId),
    );
}

export function keyOf(store: Store, { keyArn }: Snapshot): Key | undefined {
  return keyArn === undefined ? undefined : store.all('keys').find(({ arn }) => arn === keyArn);
}

/** Whether it is encrypted under a key that AWS manages, and so cannot be given to anybody. */
export function isUnderAwsKey(store: Store, snapshot: Snapshot): boolean {
  return keyOf(store, snapshot)?.manager === 'AWS';
}
