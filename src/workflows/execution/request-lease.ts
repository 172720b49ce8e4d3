import { cancellationRequest } from '../../domain/request/cancellation.js';
import { decide, type Command } from '../../domain/request/decide.js';
import { evolve } from '../../domain/request/evolve.js';
import { isLeased, withLease } from '../../domain/request/lease.js';
import type { Request, RequestEvent, RequestId } from '../../domain/request/types.js';
import type { RequestStore } from '../ports/request-store.js';
import { type LeaseContext, Lease, newLease, storeLeased } from './lease.js';

export interface RequestLeaseContext extends LeaseContext {
  readonly store: Pick<RequestStore, 'load' | 'save'>;
}

/** A request that only this process may execute. */
export class RequestLease extends Lease<Request> {
  /** The lease on a request that was stored with it. */
  constructor(context: RequestLeaseContext, stored: Request) {
    super(
      context,
      {
        name: `request ${stored.id}`,
        load: () => context.store.load(stored.id),
        save: (request) => context.store.save(request),
        leaseOf: ({ lease }) => lease,
        withLease,
      },
      stored,
    );
  }

  /** Returns the request with this process's lease, for a write that also claims it. */
  static stampLease(context: LeaseContext, request: Request): Request {
    return withLease(request, newLease(context, request.version + 1));
  }

  /** Acquires the lease on a request. `undefined` if the request does not exist or another process holds it. */
  static async acquire(context: RequestLeaseContext, id: RequestId): Promise<RequestLease | undefined> {
    const request = await context.store.load(id);
    if (request === undefined || isLeased(request, context.clock.now().toISOString())) return undefined;
    const leased = { ...RequestLease.stampLease(context, request), version: request.version + 1 };
    return (await storeLeased(id, () => context.store.save(leased))) ? new RequestLease(context, leased) : undefined;
  }

  get request(): Request {
    return this.record;
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
}
