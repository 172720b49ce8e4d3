import type { Lease, Request } from './types.js';

/** Whether some process holds the request at this moment. */
export function isHeld(request: Request, now: string): boolean {
  return request.lease !== undefined && request.lease.until > now;
}

/** Whether this holder does, and may therefore go on. */
export function isHeldBy(request: Request, holder: string, now: string): boolean {
  return isHeld(request, now) && request.lease?.holder === holder;
}

export function withLease(request: Request, lease: Lease): Request {
  return { ...request, lease };
}

export function withoutLease(request: Request): Request {
  const { lease, ...free } = request;
  return lease === undefined ? request : free;
}
