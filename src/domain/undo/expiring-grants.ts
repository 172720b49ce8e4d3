import type { ExpiringGrant } from '../model/facts.js';
import { addMs } from '../model/time.js';
import type { Request } from '../request/types.js';
import { type Effects, isEffective, type RevertibleEffect } from './classify-effects.js';
import { type Grant, grantKey, grantsOf } from '../plan/grants.js';
import { grantOwners } from './grant-ledger.js';
import { executedSteps } from './revertible-steps.js';

/**
 * The time-limited permissions according to the requests, with the latest of their expirations. A permission that a
 * request granted without one does not expire, nor does one that no request granted.
 */
export function expiringGrants(requests: readonly Request[], now: string): readonly ExpiringGrant[] {
  const holders = grantOwners(requests);
  const byId = new Map(requests.map((request) => [request.id, request]));
  return [...expiringGrantsByKey(requests).values()].flatMap((grant) => {
    const by = [...holders(grant)].flatMap((id) => byId.get(id) ?? []).filter(isActive);
    const ends = by.map((request) => expiryOf(request, now));
    const [latest] = ends.flatMap((end) => end ?? []).toSorted((one, other) => other.localeCompare(one));
    return latest === undefined || ends.includes(undefined)
      ? []
      : [{ resourceId: grant.resourceId, grantee: grant.grantee, expiresAt: latest }];
  });
}

function expiringGrantsByKey(requests: readonly Request[]): ReadonlyMap<string, Grant> {
  const limited = requests.filter(({ plan }) => plan.expiresAfterMs !== undefined);
  const grants = limited.flatMap(executedSteps).flatMap(({ step }) => grantsOf(step.call));
  return new Map(grants.flatMap((grant) => (grant.isGrant ? [[grantKey(grant), grant] as const] : [])));
}

/**
 * A request that expired without anything to revoke has no part in what exists since. One that is being revoked has,
 * until then.
 */
function isActive({ expiration, undoneBy }: Request): boolean {
  return expiration?.isSettled !== true || undoneBy?.done === false;
}

/** A request in progress counts from now. */
function expiryOf({ plan: { expiresAfterMs }, expiration }: Request, now: string): string | undefined {
  return expiresAfterMs === undefined ? undefined : (expiration?.revokeAt ?? addMs(now, expiresAfterMs));
}

/** Permissions that Undo would grant again although their time is over: they would never expire. */
export function regrantsOfExpired(
  revertible: readonly RevertibleEffect[],
  { request, others, observedAt }: Effects,
): readonly Grant[] {
  const before = others.filter(({ id }) => id !== request.id);
  const timed = before.filter((each) => each.plan.expiresAfterMs !== undefined && !isEffective(each, observedAt));
  const wanted = grantKeys(
    before.filter((each) => each.plan.expiresAfterMs === undefined && isEffective(each, observedAt)),
  );
  const expired = grantKeys(timed);
  const back = revertible.flatMap(({ step }) => grantsOf(step.call)).filter(({ isGrant }) => isGrant);
  return back.filter((grant) => expired.has(grantKey(grant)) && !wanted.has(grantKey(grant)));
}

function grantKeys(requests: readonly Request[]): ReadonlySet<string> {
  const grants = requests.flatMap(executedSteps).flatMap(({ step }) => grantsOf(step.call));
  return new Set(grants.filter(({ isGrant }) => isGrant).map(grantKey));
}
