import type { ConditionStatus } from '../../../workflows/ports/call-executor.js';
import type { Clients } from '../../clients/clients.js';
import type { AccountRegion } from '../../../domain/model/directory.js';
import type { SnapshotResponse } from '../schema.js';
import { readSnapshots } from '../snapshots.js';

/** Whether a copied snapshot is completed. */
export async function checkSnapshotCompleted(
  clients: Clients,
  place: AccountRegion,
  snapshotId: string,
): Promise<ConditionStatus> {
  const snapshot = await readSnapshot(clients, place, snapshotId);
  if (snapshot === undefined) return { kind: 'pending', detail: `${snapshotId} is not visible yet` };
  const { State, StateMessage, Progress } = snapshot;
  if (State === 'completed') return { kind: 'satisfied' };
  if (State !== 'error') return { kind: 'pending', detail: `copying, ${parseProgress(Progress)} %` };
  return { kind: 'failed', message: [`${snapshotId} failed`, StateMessage].filter(isPresent).join(': ') };
}

export async function checkSnapshotDeleted(
  clients: Clients,
  place: AccountRegion,
  snapshotId: string,
): Promise<ConditionStatus> {
  const snapshot = await readSnapshot(clients, place, snapshotId);
  return snapshot === undefined ? { kind: 'satisfied' } : { kind: 'pending', detail: `${snapshotId} still exists` };
}

/** EC2 gives "80%". */
export function parseProgress(progress: string | undefined): number {
  return Number.parseInt(progress ?? '0', 10) || 0;
}

async function readSnapshot(
  clients: Clients,
  place: AccountRegion,
  snapshotId: string,
): Promise<SnapshotResponse | undefined> {
  const snapshots = await readSnapshots(clients, place, [snapshotId]);
  return snapshots.get(snapshotId);
}

function isPresent(text: string | undefined): boolean {
  return text !== undefined && text !== '';
}
