import type { Request } from '../request/types.js';

/** Whether what a request did is still meant to be so: it was not taken back. */
export function isInForce({ undo }: Request): boolean {
  return undo?.done !== true;
}
