import type { Snapshot } from '../image-entities.js';
import { AwsError } from '../errors.js';
import { filterPredicate, type FilterFields } from '../filters.js';
import { progressPercent } from '../advance.js';
import { ec2Operation, type Call } from '../operation.js';
import { paginateList, refuseIdsWithPage } from '../paging.js';
import { filters, text, texts, wholeNumber } from '../parameters.js';
import { discardSnapshot } from '../recycle.js';
import { canRestore } from '../sharing.js';
import { findSnapshot, findOwnSnapshot, visibleSnapshots } from '../visible-snapshots.js';
import { imagesOf } from '../snapshots-of-image.js';
import { tagSet } from '../wire/tags.js';
import type { Value } from '../wire/xml.js';

/**
 * An id that does not exist fails the whole call; one that exists and is not shared with the caller is left out without a
 * word. (EC2 API, DescribeSnapshots)
 */
export const describeSnapshots = ec2Operation('DescribeSnapshots', {
  params: {
    SnapshotId: texts,
    Owner: texts,
    RestorableBy: texts,
    Filter: filters,
    MaxResults: wholeNumber(5, 1000).optional(),
    NextToken: text.optional(),
  },
  run(params, call) {
    refuseIdsWithPage(params.SnapshotId, params.MaxResults, 'snapshotIds');
    const { account } = call.caller;
    params.SnapshotId.forEach((id) => findSnapshot(call, id));
    const shown = visibleSnapshots(call)
      .filter(({ id }) => params.SnapshotId.length === 0 || params.SnapshotId.includes(id))
      .filter((one) => params.Owner.length === 0 || params.Owner.some((owner) => isOwnedBy(one, owner, account)))
      .filter(
        (one) =>
          params.RestorableBy.length === 0 ||
          params.RestorableBy.some((user) => user === 'all' || canRestore(one, user === 'self' ? account : user)),
      );
    const page = paginateList(shown, { size: params.MaxResults, token: params.NextToken });
    const passes = filterPredicate(params.Filter, FIELDS, (snapshot) => tagsFor(snapshot, account));
    return { snapshotSet: page.items.filter(passes).map((one) => describe(one, call)), nextToken: page.next };
  },
});

function isOwnedBy({ ownerId }: Snapshot, owner: string, account: string): boolean {
  return ownerId === (owner === 'self' ? account : owner);
}

function tagsFor({ ownerId, tags }: Snapshot, account: string): Snapshot['tags'] {
  return ownerId === account ? tags : {};
}

function describe(snapshot: Snapshot, { caller, now }: Call): Value {
  const { copy } = snapshot;
  return {
    snapshotId: snapshot.id,
    // Of copies: they come from no volume.
    volumeId: 'vol-ffffffff',
    status: snapshot.state,
    statusMessage: snapshot.stateMessage,
    startTime: snapshot.startedAt,
    progress: snapshot.state === 'completed' ? '100%' : `${copy === undefined ? 0 : progressPercent(copy, now)}%`,
    ownerId: snapshot.ownerId,
    volumeSize: snapshot.volumeSize,
    fullSnapshotSizeInBytes: snapshot.state === 'completed' ? snapshot.fullBytes : undefined,
    description: snapshot.description,
    encrypted: snapshot.keyArn !== undefined,
    kmsKeyId: snapshot.keyArn,
    storageTier: snapshot.storageTier,
    tagSet: tagSet(tagsFor(snapshot, caller.account)),
  };
}

const FIELDS: FilterFields<Snapshot> = {
  description: ({ description }) => description,
  encrypted: ({ keyArn }) => String(keyArn !== undefined),
  'owner-id': ({ ownerId }) => ownerId,
  'snapshot-id': ({ id }) => id,
  'start-time': ({ startedAt }) => startedAt,
  status: ({ state }) => state,
  'storage-tier': ({ storageTier }) => storageTier,
  'volume-size': ({ volumeSize }) => String(volumeSize),
};

/** Not while an image needs it, deprecated and disabled ones too; not while it is locked. (EC2 API, DeleteSnapshot) */
export const deleteSnapshot = ec2Operation('DeleteSnapshot', {
  params: { SnapshotId: text },
  run({ SnapshotId }, call) {
    const snapshot = findOwnSnapshot(call, SnapshotId);
    const [user] = imagesOf(call.store, SnapshotId);
    if (user !== undefined) {
      throw new AwsError('InvalidSnapshot.InUse', `The snapshot ${SnapshotId} is currently in use by ${user.id}`);
    }
    if (snapshot.locked === true) {
      throw new AwsError('OperationNotPermitted', `The snapshot ${SnapshotId} is locked and cannot be deleted.`);
    }
    discardSnapshot(snapshot, call);
    return { return: true };
  },
});
