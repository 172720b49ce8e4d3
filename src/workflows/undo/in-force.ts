import type { Request } from '../request/types.js';

/** Whether what a request did is still meant to be so: it was not taken back, and the time it was for is not over. */
export function isInForce({ undo, limit }: Request, now: string): boolean {
  return undo?.done !== true && (limit === undefined || (!limit.isOver && limit.endsAt > now));
}
