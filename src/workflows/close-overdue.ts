import { decide } from './request/decide.js';
import type { Hold } from './hold.js';
import { nowOf, type World } from './world.js';

/** Records that a pending request has run out of time, or that its approvers are to be reminded, once. */
export function closeOverdue(world: World, hold: Hold, what: 'expire' | 'remind'): void {
  const decision = decide({ type: what }, hold.request, nowOf(world));
  // Refused when somebody decided at the last moment: then there is nothing to close.
  if (decision.kind === 'events') hold.record(...decision.events);
}
