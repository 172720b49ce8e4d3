import { later } from '../request/times.js';
import type { FromNow } from './calls.js';
import type { Step } from './types.js';

/** The step with times in the place of what is counted from when it is called. */
export function withMoments<T extends Pick<Step, 'call' | 'until'>>(step: T, textOf: (moment: FromNow) => string): T {
  return replace(step) as T;

  function replace(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== 'object' || value === null) return value;
    if (isMoment(value)) return textOf(value);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replace(inner)]));
  }
}

/** Moments as they are for a call that is made, or a look that is taken, at that time. */
export function countedFrom(now: string): (moment: FromNow) => string {
  return ({ fromNowMs }) => later(now, fromNowMs);
}

function isMoment(value: object): value is FromNow {
  return 'fromNowMs' in value;
}
