import { DescribeSnapshotsCommand, type DescribeSnapshotsCommandInput } from '@aws-sdk/client-ec2';
import { NotFound } from '../../workflows/ports/errors.js';
import type { Snapshot } from '../../domain/model/facts.js';
import { readAllPages } from '../read.js';
import { chunk } from '../collections.js';
import type { Clients } from '../clients/clients.js';
import { omitUndefined } from '../../domain/model/omit-undefined.js';
import type { AccountRegion } from '../../domain/model/directory.js';
import { snapshotsPageSchema, type SnapshotResponse } from './schema.js';

/** The maximum number of values of a filter. (EC2 User Guide, "Filter AWS resources") */
const MAX_FILTER_VALUES = 200;

/** Reads snapshots, by id. Those that do not exist, or that the place may not see, are left out. */
export async function readSnapshots(
  clients: Clients,
  place: AccountRegion,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SnapshotResponse>> {
  // No batch for no ids: an empty list would return every snapshot of the Region.
  const read = await Promise.all(chunk(ids, MAX_FILTER_VALUES).map((batch) => readChunk(clients, place, batch)));
  return new Map(read.flat().map((snapshot) => [snapshot.SnapshotId, snapshot]));
}

/**
 * As a list of ids it is one call, and one id that does not exist fails it; a filter leaves that out, and may go through
 * all snapshots of the Region page by page. (EC2 API, DescribeSnapshots)
 */
async function readChunk(
  clients: Clients,
  place: AccountRegion,
  ids: readonly string[],
): Promise<readonly SnapshotResponse[]> {
  try {
    return await describe(clients, place, { SnapshotIds: [...ids] });
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    return listSnapshots(clients, place, { Filters: [{ Name: 'snapshot-id', Values: [...ids] }] });
  }
}

/** Lists the snapshots that a place can see and that match the filter. */
export function listSnapshots(
  clients: Clients,
  place: AccountRegion,
  filter: Pick<DescribeSnapshotsCommandInput, 'OwnerIds' | 'Filters'>,
): Promise<readonly SnapshotResponse[]> {
  return describe(clients, place, { ...filter, MaxResults: 1000 });
}

async function describe(
  clients: Clients,
  place: AccountRegion,
  input: DescribeSnapshotsCommandInput,
): Promise<readonly SnapshotResponse[]> {
  const pages = await readAllPages(['ec2', 'DescribeSnapshots'], snapshotsPageSchema, (token) =>
    clients.ec2(place).send(new DescribeSnapshotsCommand({ ...input, ...token })),
  );
  return pages.flatMap(({ Snapshots }) => Snapshots);
}

export function toSnapshot(snapshot: SnapshotResponse): Snapshot {
  return omitUndefined({
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
