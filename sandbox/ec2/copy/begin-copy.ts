import type { Image } from '../image-entities.js';
import type { Tags } from '../owned.js';
import { AwsError } from '../errors.js';
import { sharedTags } from '../image-view.js';
import type { Call } from '../operation.js';
import { snapshotsOf } from '../snapshots-of-image.js';
import { chooseKey } from './choose-key.js';
import { pendingSnapshot, copyRunFor } from './pending-snapshot.js';
import type { CopyRequest } from './request.js';

/** Copies to one Region at once. (EC2 User Guide, "How AMI copy works") */
const MAX_CONCURRENT_COPIES = 300;

/**
 * Creates the new image and its snapshots, all pending, and returns the image's id. An unusable key shows only when the
 * copy ends: keys are checked asynchronously. (EC2 API, CopyImage)
 */
export function startCopy(
  source: Image,
  request: CopyRequest,
  given: { readonly image: Tags; readonly snapshot: Tags },
  call: Call,
): string {
  const { store, caller, region, now } = call;
  checkConcurrency(call);
  const id = store.newId('ami');
  const sources = snapshotsOf(store, source);
  const choices = new Map(sources.map((snapshot) => [snapshot.id, chooseKey(snapshot, request, call)]));
  const failure = [...choices.values()].find((choice) => choice.failure !== undefined)?.failure;
  const copies = new Map<string, string>();
  for (const snapshot of sources) {
    const copy = pendingSnapshot(
      snapshot,
      `Copied for DestinationAmi ${id} from SourceAmi ${source.id} for SourceSnapshot ${snapshot.id}.`,
      call,
    );
    const keyArn = choices.get(snapshot.id)?.keyArn;
    store.put('snapshots', {
      ...copy,
      tags: given.snapshot,
      ...(keyArn === undefined ? {} : { keyArn }),
      // The image becomes available a little after its last snapshot.
      copy: copyRunFor(call, 0.9, failure),
    });
    copies.set(snapshot.id, copy.id);
  }
  store.put('images', {
    id,
    region,
    ownerId: caller.account,
    name: request.Name,
    description: request.Description,
    state: 'pending',
    createdAt: now.toISOString(),
    machine: source.machine,
    blockDevices: source.blockDevices.map(({ snapshotId, ...device }) => {
      const copied = snapshotId === undefined ? undefined : copies.get(snapshotId);
      return copied === undefined ? device : { ...device, snapshotId: copied };
    }),
    tags: { ...(request.CopyImageTags ? inheritedTags(source, caller.account) : {}), ...given.image },
    launchPermissions: [],
    protection: 'disabled',
    sourceImageId: source.id,
    sourceImageRegion: source.region,
    copy: copyRunFor(call, 1, failure),
  });
  return id;
}

function checkConcurrency({ store, region, caller }: Call): void {
  const running = store
    .all('images')
    .filter((image) => image.state === 'pending' && image.region === region && image.ownerId === caller.account);
  if (running.length < MAX_CONCURRENT_COPIES) return;
  throw new AwsError('ResourceLimitExceeded', 'The maximum number of concurrent image copies has been reached.');
}

/** Only tags that the source's owner set, and only if the owner copies. (EC2 API, CopyImage) */
function inheritedTags({ ownerId, tags }: Image, account: string): Tags {
  if (ownerId !== account) return sharedTags(tags);
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('aws:')));
}
