import type { LeaseRecord, Request } from './types.js';

/** Whether a process holds an unexpired lease on the request. */
export function isLeased(request: Request, now: string): boolean {
  return request.lease !== undefined && request.lease.expiresAt > now;
}

export function withLease(request: Request, lease: LeaseRecord): Request {
  return { ...request, lease };
}

export function withoutLease(request: Request): Request {
  const { lease, ...free } = request;
  return lease === undefined ? request : free;
}
