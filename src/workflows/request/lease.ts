import type { Lease, Request } from './types.js';

/** Whether some process holds the request at this moment. */
export function isHeld(request: Request, now: string): boolean {
  return request.lease !== undefined && request.lease.until > now;
}

export function withLease(request: Request, lease: Lease): Request {
  return { ...request, lease };
}

export function withoutLease(request: Request): Request {
  const { lease, ...free } = request;
  return lease === undefined ? request : free;
}
