import { toRevertPlan } from '../undo/revertible-steps.js';
import { addMs } from '../model/time.js';
import type { Expiration, Request } from './types.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long before its end people are warned: a day, or half of the time where that is less; never of less than an hour. */
export function warningLeadMs(expiresAfterMs: number): number | undefined {
  return expiresAfterMs < HOUR_MS ? undefined : Math.min(DAY_MS, Math.ceil(expiresAfterMs / 2));
}

/**
 * The limit of a request that has just ended. The time counts from when all of it was done; of what failed in part, from
 * that failure on: trying again must not put off the end of what is there, unless it succeeds.
 */
export function expirationAfter(request: Request, at: string, how: 'done' | 'failed'): Expiration | undefined {
  const { plan, expiration } = request;
  if (plan.expiresAfterMs === undefined || toRevertPlan(request).revertible.length === 0) return expiration;
  if (how === 'failed' && expiration?.isSettled === false) return expiration;
  const revokeAt = addMs(at, plan.expiresAfterMs);
  const ms = warningLeadMs(plan.expiresAfterMs);
  return { revokeAt, ...(ms === undefined ? {} : { warnAt: addMs(revokeAt, -ms) }), isSettled: false };
}

/** Without the warning that was to come. */
export function withoutWarning({ revokeAt, isSettled }: Expiration): Expiration {
  return { revokeAt, isSettled };
}

export function asSettled({ revokeAt }: Expiration): Expiration {
  return { revokeAt, isSettled: true };
}

/** The end that is still ahead of what a request did, or is being seen to; undefined when there is none. */
export function pendingExpiration({ status, expiration }: Request): Expiration | undefined {
  const hasRun = status === 'done' || status === 'failed';
  return hasRun && expiration?.isSettled === false ? expiration : undefined;
}
