import { toRevertPlan } from '../undo/revertible-steps.js';
import { addMs } from '../model/time.js';
import type { Expiration, Request } from './types.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * How long before the expiration users are warned: a day, or half of the time if that is less. Never for less than an
 * hour.
 */
export function warningLeadMs(expiresAfterMs: number): number | undefined {
  return expiresAfterMs < HOUR_MS ? undefined : Math.min(DAY_MS, Math.ceil(expiresAfterMs / 2));
}

/**
 * The expiration of a request that has just ended. The time counts from its completion; after a partial failure, from
 * that failure: retrying must not postpone the expiration of existing grants unless it succeeds.
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

/** The pending expiration of a request. `undefined` if there is none. */
export function pendingExpiration({ status, expiration }: Request): Expiration | undefined {
  const hasRun = status === 'done' || status === 'failed';
  return hasRun && expiration?.isSettled === false ? expiration : undefined;
}
