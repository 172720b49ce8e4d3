import { addMs } from '../../domain/model/time.js';
import type { LeaseRecord } from '../../domain/request/types.js';
import { Conflict, NotFound } from '../ports/errors.js';
import type { Clock } from '../ports/clock-and-ids.js';
import { retryWrite } from './retry-write.js';

export interface LeaseContext {
  readonly clock: Clock;
  /** Unique to this process; its leases carry it. */
  readonly ownerId: string;
  /** Lease duration in milliseconds. Another process may take over after this time. */
  readonly leaseMs: number;
}

/** Where a record is stored, and where it keeps its lease. */
export interface LeaseStore<T> {
  /** Names the record in errors. */
  readonly name: string;
  /** Consistent read of the latest version. */
  readonly load: () => Promise<T | undefined>;
  /** Replaces version `record.version - 1`. Throws `Conflict` if another version is stored. */
  readonly save: (record: T) => Promise<void>;
  readonly leaseOf: (record: T) => LeaseRecord | undefined;
  readonly withLease: (record: T, lease: LeaseRecord | undefined) => T;
}

/** Another process holds the lease: pending updates are its business now. */
export class LeaseLost extends Error {}

/** A lease of this process on a record of that version. The version makes the leases of one process distinct. */
export function newLease({ clock, ownerId, leaseMs }: LeaseContext, version: number): LeaseRecord {
  const expiresAt = addMs(clock.now().toISOString(), leaseMs);
  return { ownerId: `${ownerId}/${String(version)}`, expiresAt, heartbeat: 0 };
}

/** Stores a record with a new lease. Returns `false` if another process wrote first. */
export async function storeLeased(jitterKey: string, save: () => Promise<void>): Promise<boolean> {
  try {
    await retryWrite(jitterKey, save);
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
}

/**
 * A record that only this process may work on. Updates apply at once and are written by `commit` in one conditional
 * write. What others write in between, such as users' actions, is kept.
 */
export class Lease<T extends { readonly version: number }> {
  private readonly ownerId: string;
  private current: T;
  private pendingUpdates: ((record: T) => T)[] = [];
  private heartbeat = 0;
  private isReleased = false;
  /** Writes come one after the other: a heartbeat must not overtake an outcome. */
  private lastWrite: Promise<void> = Promise.resolve();

  /** The lease on a record that was stored with it. */
  constructor(
    private readonly leaseContext: LeaseContext,
    private readonly leaseStore: LeaseStore<T>,
    private stored: T,
  ) {
    this.ownerId = leaseStore.leaseOf(stored)?.ownerId ?? '';
    this.current = stored;
  }

  get record(): T {
    return this.current;
  }

  update(change: (record: T) => T): void {
    this.pendingUpdates.push(change);
    this.current = change(this.current);
  }

  /** Writes the updates and renews the lease. Throws `LeaseLost`, and what the store throws. */
  commit(): Promise<void> {
    return this.enqueueWrite(() => {
      const { clock, leaseMs } = this.leaseContext;
      this.heartbeat += 1;
      const expiresAt = addMs(clock.now().toISOString(), leaseMs);
      return { ownerId: this.ownerId, expiresAt, heartbeat: this.heartbeat };
    });
  }

  /** As `commit`, if there is something to write. */
  async commitPending(): Promise<void> {
    if (this.pendingUpdates.length > 0) await this.commit();
  }

  /** Writes the updates and releases the lease. */
  release(): Promise<void> {
    this.isReleased = true;
    return this.enqueueWrite(() => undefined);
  }

  /** Keeps the lease alive while long work runs. */
  async keepAliveWhile<R>(work: Promise<R>): Promise<R> {
    const timer = setInterval(() => {
      // A lost lease shows at the next commit. A failing store must not interrupt the work.
      if (!this.isReleased) this.commit().catch(() => undefined);
    }, this.leaseContext.leaseMs / 3);
    try {
      return await work;
    } finally {
      clearInterval(timer);
      await this.lastWrite;
    }
  }

  private enqueueWrite(nextLease: () => LeaseRecord | undefined): Promise<void> {
    const writing = this.lastWrite.then(() => this.write(nextLease));
    this.lastWrite = writing.catch(() => undefined);
    return writing;
  }

  private async write(nextLease: () => LeaseRecord | undefined): Promise<void> {
    const { name, save, leaseOf, withLease } = this.leaseStore;
    for (;;) {
      const lease = nextLease();
      const written = this.pendingUpdates.length;
      const next = { ...withLease(this.current, lease), version: this.stored.version + 1 };
      const isStored = await storeLeased(name, () => save(next));
      const latest = isStored ? next : await this.reloadLeased();
      // A write may succeed although its response was lost, and another process may have written after it.
      const isWritten = isStored || (lease !== undefined && leaseOf(latest)?.heartbeat === lease.heartbeat);
      this.rebase(latest, isWritten ? written : 0);
      if (isWritten) return;
    }
  }

  /** Continues from a stored version, which has the first `written` of the pending updates. */
  private rebase(stored: T, written: number): void {
    this.stored = stored;
    this.pendingUpdates = this.pendingUpdates.slice(written);
    this.current = this.pendingUpdates.reduce((record, change) => change(record), stored);
  }

  /** The latest version, which still has our lease. */
  private async reloadLeased(): Promise<T> {
    const { name, load, leaseOf } = this.leaseStore;
    const reloaded = await load();
    if (reloaded === undefined) throw new NotFound(`${name} is no longer stored`);
    if (leaseOf(reloaded)?.ownerId !== this.ownerId) throw new LeaseLost(`${name} went to another process`);
    return reloaded;
  }
}
