import { Conflict, NotFound } from '../ports/errors.js';
import { retryWrite } from './retry-write.js';
import { decide, type Command } from '../../domain/request/decide.js';
import { evolve } from '../../domain/request/evolve.js';
import { isLeased, withLease, withoutLease } from '../../domain/request/lease.js';
import { cancellationRequest } from '../../domain/request/cancellation.js';
import { addMs } from '../../domain/model/time.js';
import type { Request, RequestEvent, RequestId } from '../../domain/request/types.js';
import { isoNow, type UseCaseContext } from '../context.js';

export type RequestUpdate = (request: Request) => Request;

/** Another process holds the lease: pending writes are its business now. */
export class LeaseLost extends Error {}

/**
 * A request that only this process may execute. Updates apply at once and are written by `commit` in one conditional
 * write. Users' actions that arrive in between are kept.
 */
export class RequestLease {
  private pendingUpdates: RequestUpdate[] = [];
  private heartbeat = 0;

  private constructor(
    private readonly context: UseCaseContext,
    private readonly ownerId: string,
    private stored: Request,
    private current: Request,
  ) {}

  /**
   * Returns the request with this process's lease, for a write that also claims it. Pass the stored request to
   * `fromStored`.
   */
  static stampLease(context: UseCaseContext, request: Request): Request {
    // The version makes the leases of one process distinct.
    const ownerId = `${context.ownerId}/${String(request.version + 1)}`;
    return withLease(request, { ownerId, expiresAt: addMs(isoNow(context), context.leaseMs), heartbeat: 0 });
  }

  /** The lease on a request that was stored with it. */
  static fromStored(context: UseCaseContext, stored: Request): RequestLease {
    return new RequestLease(context, stored.lease?.ownerId ?? '', stored, stored);
  }

  /** Acquires the lease on a request. `undefined` if the request does not exist or another process holds it. */
  static async acquire(context: UseCaseContext, id: RequestId): Promise<RequestLease | undefined> {
    const request = await context.store.load(id);
    if (request === undefined || isLeased(request, isoNow(context))) return undefined;
    const leased = { ...RequestLease.stampLease(context, request), version: request.version + 1 };
    try {
      await retryWrite(id, () => context.store.save(leased));
      return RequestLease.fromStored(context, leased);
    } catch (error) {
      if (error instanceof Conflict) return undefined;
      throw error;
    }
  }

  get request(): Request {
    return this.current;
  }

  update(update: RequestUpdate): void {
    this.pendingUpdates.push(update);
    this.current = update(this.current);
  }

  appendEvents(...events: readonly RequestEvent[]): void {
    this.update((request) => events.reduce(evolve, request));
  }

  /** Appends an event, unless a user has cancelled the request, even at this moment. */
  appendUnlessCancelled(event: RequestEvent): void {
    this.update((request) => (cancellationRequest(request) === undefined ? evolve(request, event) : request));
  }

  /** Applies a command to the request as it will be written. Does nothing if another decision came first. */
  execute(command: Command, at: string): void {
    this.update((request) => {
      const decision = decide(command, request, at);
      return decision.kind === 'events' ? decision.events.reduce(evolve, request) : request;
    });
  }

  /** Writes the updates and renews the lease. Throws `LeaseLost`, and what the store throws. */
  async commit(): Promise<void> {
    await this.write((request) => {
      this.heartbeat += 1;
      const expiresAt = addMs(isoNow(this.context), this.context.leaseMs);
      return withLease(request, { ownerId: this.ownerId, expiresAt, heartbeat: this.heartbeat });
    });
  }

  /** As `commit`, if there is something to write. */
  async commitPending(): Promise<void> {
    if (this.pendingUpdates.length > 0) await this.commit();
  }

  /** Writes the updates and releases the lease. */
  async release(): Promise<void> {
    await this.write(withoutLease);
  }

  /** Keeps the lease alive while long work runs. */
  async keepAliveWhile<T>(work: Promise<T>): Promise<T> {
    let heartbeats = Promise.resolve();
    const timer = setInterval(() => {
      // A lost lease shows at the next commit. A failing store must not interrupt the work.
      heartbeats = heartbeats.then(() => this.commit()).catch(() => undefined);
    }, this.context.leaseMs / 3);
    try {
      return await work;
    } finally {
      clearInterval(timer);
      await heartbeats;
    }
  }

  private async write(finalize: RequestUpdate): Promise<void> {
    for (;;) {
      const next = { ...finalize(this.current), version: this.stored.version + 1 };
      try {
        await retryWrite(next.id, () => this.context.store.save(next));
        this.acknowledgeWrite(next);
        return;
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        const reloaded = await this.reloadLeased();
        if (next.lease !== undefined && reloaded.lease?.heartbeat === next.lease.heartbeat) {
          // Our write succeeded although its response was lost, and another process wrote after it.
          this.acknowledgeWrite(reloaded);
          return;
        }
        this.stored = reloaded;
        this.current = this.pendingUpdates.reduce((request, update) => update(request), reloaded);
      }
    }
  }

  private acknowledgeWrite(request: Request): void {
    this.stored = request;
    this.current = request;
    this.pendingUpdates = [];
  }

  /** The latest version, which still has our lease. */
  private async reloadLeased(): Promise<Request> {
    const reloaded = await this.context.store.load(this.stored.id);
    if (reloaded === undefined) throw new NotFound(`request ${this.stored.id} is no longer stored`);
    if (reloaded.lease?.ownerId !== this.ownerId)
      throw new LeaseLost(`request ${this.stored.id} went to another process`);
    return reloaded;
  }
}
