import { addDays } from 'date-fns';
import type { BinStay, CopyRun, Image, Snapshot } from './image-entities.js';
import type { Instance } from './entities.js';
import { completeImport } from './imports/complete-import.js';
import type { Store } from './store.js';

/** Advances everything to the time: copies that have completed, and expired resources of the Recycle Bin. */
export function advance(store: Store, now: Date): void {
  for (const snapshot of store.all('snapshots')) if (isInTransition(snapshot)) advanceSnapshot(store, snapshot, now);
  for (const image of store.all('images')) if (isInTransition(image)) advanceImage(store, image, now);
  for (const instance of store.all('instances')) advanceInstance(store, instance, now);
  for (const task of store.all('importTasks')) {
    if (task.state === 'active' && hasPassed(task.run.endsAt, now)) completeImport(store, task);
  }
}

function isInTransition({ copy, bin }: Image | Snapshot): boolean {
  return copy !== undefined || bin !== undefined;
}

function advanceSnapshot(store: Store, { copy, bin, ...snapshot }: Snapshot, now: Date): void {
  if (bin !== undefined && hasPassed(bin.exitsAt, now)) return store.remove('snapshots', snapshot.id);
  if (snapshot.state !== 'pending' || copy === undefined || !hasPassed(copy.endsAt, now)) return;
  if (copy.failure === undefined) store.put('snapshots', { ...snapshot, state: 'completed' });
  else store.put('snapshots', { ...snapshot, state: 'error', stateMessage: copy.failure });
}

function advanceImage(store: Store, { copy, bin, ...image }: Image, now: Date): void {
  if (bin !== undefined && hasPassed(bin.exitsAt, now)) return store.remove('images', image.id);
  if (image.state !== 'pending' || copy === undefined || !hasPassed(copy.endsAt, now)) return;
  if (copy.failure === undefined) store.put('images', { ...image, state: 'available' });
  else {
    const stateReason = { code: 'Client.InternalError', message: copy.failure };
    store.put('images', { ...image, state: 'failed', stateReason });
  }
}

function advanceInstance(store: Store, { next, ...instance }: Instance, now: Date): void {
  if (next !== undefined && hasPassed(next.at, now)) store.put('instances', { ...instance, state: next.state });
}

/** As `Progress` shows it: whole per cent, 100 only when it has ended. */
export function progressPercent(copy: CopyRun, now: Date): number {
  const whole = Date.parse(copy.endsAt) - Date.parse(copy.startedAt);
  const gone = now.getTime() - Date.parse(copy.startedAt);
  return Math.max(0, Math.min(99, Math.floor((100 * gone) / whole)));
}

export function toBinStay(days: number, now: Date): BinStay {
  return { enteredAt: now.toISOString(), exitsAt: addDays(now, days).toISOString() };
}

function hasPassed(time: string, now: Date): boolean {
  return Date.parse(time) <= now.getTime();
}
