import type { Clock } from '../../src/workflows/ports/clock-and-ids.js';

/** Calls a minute by method; a method that is not named has no limit. Slack's tiers are 1, 20, 50 and 100. */
export type CallsPerMinute = Readonly<Record<string, number>>;

export interface RateLimits {
  /** Counts a call. Returns the seconds to wait if it exceeds the limit, otherwise `undefined`. */
  count(method: string): number | undefined;
}

const WINDOW_MS = 60_000;

/** A sliding window: the maximum number of calls of a method in any minute (docs: Rate limits). */
export function createRateLimits(clock: Clock, limits: CallsPerMinute): RateLimits {
  const calls = new Map<string, readonly number[]>();
  return {
    count: (method) => {
      const limit = limits[method];
      if (limit === undefined) return undefined;
      const now = clock.now().getTime();
      const recent = (calls.get(method) ?? []).filter((at) => now - at < WINDOW_MS);
      const [first = now] = recent;
      if (recent.length >= limit) return Math.ceil((first + WINDOW_MS - now) / 1000);
      calls.set(method, [...recent, now]);
      return undefined;
    },
  };
}
