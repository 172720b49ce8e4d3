import type { Hold } from './hold.js';
import { lookAtLimit, waitForNext } from './limit-look.js';
import { isUseRow } from './operations/planning/evidence.js';
import type { Evidence, Plan } from './plan/types.js';
import { warned } from './request/limit.js';
import { nowOf, type World } from './world.js';

/** With the back-off about a minute: then people are warned without having been told what uses it. */
const ATTEMPTS = 6;

/**
 * Looks at what uses something that will be taken back soon, and has people warned of it. Nobody is warned of what stays
 * because others asked for it too; what is no longer there is over already.
 */
export async function warnOfEnd(world: World, hold: Hold): Promise<void> {
  const look = await lookAtLimit(world, hold);
  switch (look.kind) {
    case 'something':
      announceEnd(world, hold, useIn(look.plan));
      return;
    case 'unreadable':
      if (waitForNext(world, hold) >= ATTEMPTS) announceEnd(world, hold, useUnknown(look.why));
      return;
    case 'kept':
      hold.apply((request) => (request.limit === undefined ? request : { ...request, limit: warned(request.limit) }));
      return;
    case 'nothing':
      hold.record({ type: 'end-idle', why: look.why, at: nowOf(world) });
      return;
  }
}

function announceEnd(world: World, hold: Hold, seen: Evidence): void {
  const { limit } = hold.request;
  if (limit === undefined) return;
  hold.record({ type: 'end-announced', due: limit.endsAt, seen, at: nowOf(world) });
}

function useIn({ evidence }: Plan): Evidence {
  return evidence.find(isUseRow) ?? useUnknown('it was not looked at');
}

function useUnknown(why: string): Evidence {
  return { label: 'Use', value: `not known: ${why}` };
}
