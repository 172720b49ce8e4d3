import type { Hold } from './hold.js';
import { nowOf, type World } from './world.js';

/** Records that a pending request has run out of time, or that its approvers are to be reminded, once. */
export function closeOverdue(world: World, hold: Hold, what: 'expire' | 'remind'): void {
  // Does nothing when somebody decides at the last moment: then there is nothing to close.
  hold.carryOut({ type: what }, nowOf(world));
}
