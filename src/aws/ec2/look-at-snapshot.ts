import type { Sighting } from '../../workflows/ports.js';
import type { Clients } from '../clients.js';
import type { Place } from '../settings.js';
import type { SnapshotAnswer } from './schema.js';
import { readSnapshots } from './snapshots.js';

/** Whether a copied snapshot is completed. */
export async function lookAtCopiedSnapshot(clients: Clients, place: Place, snapshotId: string): Promise<Sighting> {
  const snapshot = await readSnapshot(clients, place, snapshotId);
  if (snapshot === undefined) return { kind: 'not-yet', detail: `${snapshotId} is not visible yet` };
  const { State, StateMessage, Progress } = snapshot;
  if (State === 'completed') return { kind: 'met' };
  if (State !== 'error') return { kind: 'not-yet', detail: `copying, ${percent(Progress)} %` };
  return { kind: 'failed', message: [`${snapshotId} failed`, StateMessage].filter(isSaid).join(': ') };
}

export async function lookAtDeletedSnapshot(clients: Clients, place: Place, snapshotId: string): Promise<Sighting> {
  const snapshot = await readSnapshot(clients, place, snapshotId);
  return snapshot === undefined ? { kind: 'met' } : { kind: 'not-yet', detail: `${snapshotId} is still there` };
}

/** EC2 gives "80%". */
export function percent(progress: string | undefined): number {
  return Number.parseInt(progress ?? '0', 10) || 0;
}

async function readSnapshot(clients: Clients, place: Place, snapshotId: string): Promise<SnapshotAnswer | undefined> {
  const snapshots = await readSnapshots(clients, place, [snapshotId]);
  return snapshots.get(snapshotId);
}

function isSaid(text: string | undefined): boolean {
  return text !== undefined && text !== '';
}
