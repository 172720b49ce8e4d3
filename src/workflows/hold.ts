import { Conflict, Gone } from './errors.js';
import { insist } from './insist.js';
import { decide, type Command } from './request/decide.js';
import { evolve } from './request/evolve.js';
import { isHeld, withLease, withoutLease } from './request/lease.js';
import { stopOf } from './request/stopping.js';
import { later } from './request/times.js';
import type { Request, RequestEvent, RequestId } from './request/types.js';
import { nowOf, type World } from './world.js';

export type Change = (request: Request) => Request;

/** The lease went to another process: whatever was to be written is now its business. */
export class LeaseLost extends Error {}

/**
 * A request that this process alone may drive. Changes are applied at once and written by `commit` in one conditional
 * write; people's clicks may come in between and are kept.
 */
export class Hold {
  private pending: Change[] = [];
  private beat = 0;

  private constructor(
    private readonly world: World,
    private readonly holder: string,
    private stored: Request,
    private current: Request,
  ) {}

  /** The request as a process would store it when it takes hold of it in the same write; hand it to `adopt` afterwards. */
  static offer(world: World, request: Request): Request {
    // With the version in it, no two holds of a process are alike.
    const holder = `${world.holder}/${String(request.version + 1)}`;
    return withLease(request, { holder, until: later(nowOf(world), world.leaseMs), beat: 0 });
  }

  /** Takes hold of a request that was stored as `offer` gave it. */
  static adopt(world: World, stored: Request): Hold {
    return new Hold(world, stored.lease?.holder ?? '', stored, stored);
  }

  /** Takes hold of a request, unless it is gone or another process has it. */
  static async claim(world: World, id: RequestId): Promise<Hold | undefined> {
    const request = await world.store.load(id);
    if (request === undefined || isHeld(request, nowOf(world))) return undefined;
    const claimed = { ...Hold.offer(world, request), version: request.version + 1 };
    try {
      await insist(id, () => world.store.save(claimed));
      return Hold.adopt(world, claimed);
    } catch (error) {
      if (error instanceof Conflict) return undefined;
      throw error;
    }
  }

  get request(): Request {
    return this.current;
  }

  apply(change: Change): void {
    this.pending.push(change);
    this.current = change(this.current);
  }

  record(...events: readonly RequestEvent[]): void {
    this.apply((request) => events.reduce(evolve, request));
  }

  /** Records what an event tells, unless somebody has asked the request to stop, be it at this moment. */
  recordUnlessStopped(event: RequestEvent): void {
    this.apply((request) => (stopOf(request) === undefined ? evolve(request, event) : request));
  }

  /** Does what a command makes of the request as it will be written; nothing where another decision came first. */
  carryOut(command: Command, at: string): void {
    this.apply((request) => {
      const decision = decide(command, request, at);
      return decision.kind === 'events' ? decision.events.reduce(evolve, request) : request;
    });
  }

  /** Writes what was applied, and keeps the lease. Throws `LeaseLost`, and what the store throws. */
  async commit(): Promise<void> {
    await this.write((request) => {
      this.beat += 1;
      const until = later(nowOf(this.world), this.world.leaseMs);
      return withLease(request, { holder: this.holder, until, beat: this.beat });
    });
  }

  /** As `commit`, where there is something to write. */
  async commitChanges(): Promise<void> {
    if (this.pending.length > 0) await this.commit();
  }

  /** Writes what was applied and gives the request back. */
  async release(): Promise<void> {
    await this.write(withoutLease);
  }

  /** Does something that may take long, and keeps the lease alive meanwhile. */
  async during<T>(work: Promise<T>): Promise<T> {
    let beat = Promise.resolve();
    const timer = setInterval(() => {
      // A lost lease shows at the next commit; a failing store must not break the work in hand.
      beat = beat.then(() => this.commit()).catch(() => undefined);
    }, this.world.leaseMs / 3);
    try {
      return await work;
    } finally {
      clearInterval(timer);
      await beat;
    }
  }

  private async write(finish: Change): Promise<void> {
    for (;;) {
      const next = { ...finish(this.current), version: this.stored.version + 1 };
      try {
        await insist(next.id, () => this.world.store.save(next));
        this.settle(next);
        return;
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        const fresh = await this.reload();
        if (next.lease !== undefined && fresh.lease?.beat === next.lease.beat) {
          // Ours was written although its answer was lost, and somebody else wrote after it.
          this.settle(fresh);
          return;
        }
        this.stored = fresh;
        this.current = this.pending.reduce((request, change) => change(request), fresh);
      }
    }
  }

  private settle(request: Request): void {
    this.stored = request;
    this.current = request;
    this.pending = [];
  }

  /** What somebody else wrote meanwhile, with our lease on it. */
  private async reload(): Promise<Request> {
    const fresh = await this.world.store.load(this.stored.id);
    if (fresh === undefined) throw new Gone(`request ${this.stored.id} is no longer stored`);
    if (fresh.lease?.holder !== this.holder) throw new LeaseLost(`request ${this.stored.id} went to another process`);
    return fresh;
  }
}
