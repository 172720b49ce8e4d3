import { takeBackOf } from '../undo/take-back.js';
import { later } from './times.js';
import type { Limit, Request } from './types.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long before its end people are warned: a day, or half of the time where that is less; never of less than an hour. */
export function warningMs(forMs: number): number | undefined {
  return forMs < HOUR_MS ? undefined : Math.min(DAY_MS, Math.ceil(forMs / 2));
}

/**
 * The limit of a request that has just ended. The time counts from when all of it was done; of what failed in part, from
 * that failure on: trying again must not put off the end of what is there, unless it succeeds.
 */
export function limitAtEnd(request: Request, at: string, how: 'done' | 'failed'): Limit | undefined {
  const { plan, limit } = request;
  if (plan.forMs === undefined || takeBackOf(request).candidates.length === 0) return limit;
  if (how === 'failed' && limit?.isOver === false) return limit;
  const endsAt = later(at, plan.forMs);
  const ms = warningMs(plan.forMs);
  return { endsAt, ...(ms === undefined ? {} : { warnAt: later(endsAt, -ms) }), isOver: false };
}

/** Without the warning that was to come. */
export function warned({ endsAt, isOver }: Limit): Limit {
  return { endsAt, isOver };
}

export function over({ endsAt }: Limit): Limit {
  return { endsAt, isOver: true };
}

/** The end that is still ahead of what a request did, or is being seen to; undefined when there is none. */
export function endAhead({ status, limit }: Request): Limit | undefined {
  const hasRun = status === 'done' || status === 'failed';
  return hasRun && limit?.isOver === false ? limit : undefined;
}
