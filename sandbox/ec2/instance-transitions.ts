import { addSeconds } from 'date-fns';
import type { Instance } from './entities.js';
import type { Call } from './operation.js';

/** An instance starts, stops and terminates in a fraction of the time of a copy. */
const TRANSITION_SHARE_OF_COPY = 0.3;

/** In one state now and, after a while, in another. */
export function startTransition(
  state: Instance['state'],
  to: Instance['state'],
  { now, copySeconds }: Call,
): Pick<Instance, 'state' | 'next'> {
  return { state, next: { state: to, at: addSeconds(now, copySeconds * TRANSITION_SHARE_OF_COPY).toISOString() } };
}
