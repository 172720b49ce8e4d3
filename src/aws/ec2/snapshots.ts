import { DescribeSnapshotsCommand, type DescribeSnapshotsCommandInput } from '@aws-sdk/client-ec2';
import { Gone } from '../../workflows/errors.js';
import type { Snapshot } from '../../workflows/facts/facts.js';
import { askAll } from '../ask.js';
import { batchesOf } from '../batches.js';
import type { Clients } from '../clients.js';
import { defined } from '../defined.js';
import type { Place } from '../settings.js';
import { snapshotsPageSchema, type SnapshotAnswer } from './schema.js';

/** A filter takes no more values. (EC2 User Guide, "Filter AWS resources") */
const TOGETHER = 200;

/** Reads snapshots, by id. Those that do not exist, or that the place may not see, are left out. */
export async function readSnapshots(
  clients: Clients,
  place: Place,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SnapshotAnswer>> {
  // No batch at all for no ids: an empty list would ask for every snapshot of the Region.
  const read = await Promise.all(batchesOf(ids, TOGETHER).map((batch) => readBatch(clients, place, batch)));
  return new Map(read.flat().map((snapshot) => [snapshot.SnapshotId, snapshot]));
}

/**
 * As a list of ids it is one call, and one id that does not exist fails it; a filter leaves that out, and may go through
 * all snapshots of the Region page by page. (EC2 API, DescribeSnapshots)
 */
async function readBatch(clients: Clients, place: Place, ids: readonly string[]): Promise<readonly SnapshotAnswer[]> {
  try {
    return await describe(clients, place, { SnapshotIds: [...ids] });
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
    return listSnapshots(clients, place, { Filters: [{ Name: 'snapshot-id', Values: [...ids] }] });
  }
}

/** Lists the snapshots that a place can see and that the filter lets through. */
export function listSnapshots(
  clients: Clients,
  place: Place,
  filter: Pick<DescribeSnapshotsCommandInput, 'OwnerIds' | 'Filters'>,
): Promise<readonly SnapshotAnswer[]> {
  return describe(clients, place, { ...filter, MaxResults: 1000 });
}

async function describe(
  clients: Clients,
  place: Place,
  input: DescribeSnapshotsCommandInput,
): Promise<readonly SnapshotAnswer[]> {
  const pages = await askAll(['ec2', 'DescribeSnapshots'], snapshotsPageSchema, (token) =>
    clients.ec2(place).send(new DescribeSnapshotsCommand({ ...input, ...token })),
  );
  return pages.flatMap(({ Snapshots }) => Snapshots);
}

export function toSnapshot(snapshot: SnapshotAnswer): Snapshot {
  return defined({
    snapshotId: snapshot.SnapshotId,
    state: snapshot.State,
    volumeSizeGiB: snapshot.VolumeSize,
    fullSizeBytes: snapshot.FullSnapshotSizeInBytes,
    storageTier: snapshot.StorageTier,
    encrypted: snapshot.Encrypted,
    kmsKeyId: snapshot.KmsKeyId,
    ownerId: snapshot.OwnerId,
  });
}
