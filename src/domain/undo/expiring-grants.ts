import type { ExpiringGrant } from '../model/facts.js';
import { addMs } from '../model/time.js';
import type { Request } from '../request/types.js';
import { type Effects, isEffective, type RevertibleEffect } from './classify-effects.js';
import { type Grant, grantKey, grantOwners, grantsOf } from './grant-ledger.js';
import { executedSteps } from './revertible-steps.js';

/**
 * The permissions that are given for a time only, as the requests tell it, with the latest of the ends that were asked
 * for. One that somebody asked for without an end is there for good, and so is one that no request has given.
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

/** What was over with nothing to take back has no part in what is there since; what is being taken back has, until then. */
function isActive({ expiration, undoneBy }: Request): boolean {
  return expiration?.isSettled !== true || undoneBy?.done === false;
}

/** What is on its way counts from now. */
function expiryOf({ plan: { expiresAfterMs }, expiration }: Request, now: string): string | undefined {
  return expiresAfterMs === undefined ? undefined : (expiration?.revokeAt ?? addMs(now, expiresAfterMs));
}

/** The permissions that would be given back although the time that they were asked for is over: they would have no end. */
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
