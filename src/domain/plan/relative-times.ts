import { addMs } from '../model/time.js';
import type { RelativeTime } from './call-inputs.js';
import type { Step } from './types.js';

/** Replaces relative times of a step by times that count from its call. */
export function resolveRelativeTimes<T extends Pick<Step, 'call' | 'waitFor'>>(
  step: T,
  textOf: (relativeTime: RelativeTime) => string,
): T {
  return replace(step) as T;

  function replace(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(replace);
    if (typeof value !== 'object' || value === null) return value;
    if (isRelativeTime(value)) return textOf(value);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replace(inner)]));
  }
}

/** Moments as they are for a call that is made, or a look that is taken, at that time. */
export function relativeTo(now: string): (relativeTime: RelativeTime) => string {
  return ({ fromNowMs }) => addMs(now, fromNowMs);
}

function isRelativeTime(value: object): value is RelativeTime {
  return 'fromNowMs' in value;
}
