import { DescribeSnapshotsCommand, type DescribeSnapshotsCommandInput } from '@aws-sdk/client-ec2';
import type { Snapshot } from '../../workflows/facts/facts.js';
import { askAll } from '../ask.js';
import type { Clients } from '../clients.js';
import { defined } from '../defined.js';
import type { Place } from '../settings.js';
import { snapshotsPageSchema, type SnapshotAnswer } from './schema.js';

/**
 * Reads snapshots, by id. Those that do not exist, or that the place may not see, are left out: as a list of ids one of
 * them would fail the whole call or be missed without a word. (EC2 API, DescribeSnapshots)
 */
export async function readSnapshots(
  clients: Clients,
  place: Place,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SnapshotAnswer>> {
  // An empty filter would ask for every snapshot of the Region.
  if (ids.length === 0) return new Map();
  const snapshots = await listSnapshots(clients, place, { Filters: [{ Name: 'snapshot-id', Values: [...ids] }] });
  return new Map(snapshots.map((snapshot) => [snapshot.SnapshotId, snapshot]));
}

/** Lists the snapshots that a place can see and that the filter lets through. */
export async function listSnapshots(
  clients: Clients,
  place: Place,
  filter: Pick<DescribeSnapshotsCommandInput, 'OwnerIds' | 'Filters'>,
): Promise<readonly SnapshotAnswer[]> {
  const pages = await askAll(['ec2', 'DescribeSnapshots'], snapshotsPageSchema, (token) =>
    clients.ec2(place).send(new DescribeSnapshotsCommand({ ...filter, MaxResults: 1000, ...token })),
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
