import type { LeaseRecord, Request } from './types.js';

/** Whether a process holds an unexpired lease. */
export function isLeased({ lease }: { readonly lease?: LeaseRecord }, now: string): boolean {
  return lease !== undefined && lease.expiresAt > now;
}

/** The request with the lease, or without one. */
export function withLease(request: Request, lease: LeaseRecord | undefined): Request {
  if (lease !== undefined) return { ...request, lease };
  const { lease: before, ...free } = request;
  return before === undefined ? request : free;
}
