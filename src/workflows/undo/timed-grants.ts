import type { TimedGrant } from '../facts/facts.js';
import { later } from '../request/times.js';
import type { Request } from '../request/types.js';
import { grantKey, grantsOf, type Grant } from './grants.js';
import { holdersOf } from './holders.js';
import { happenedIn } from './take-back.js';

/**
 * The permissions that are given for a time only, as the requests tell it, with the latest of the ends that were asked
 * for. One that somebody asked for without an end is there for good, and so is one that no request has given.
 */
export function timedGrants(requests: readonly Request[], now: string): readonly TimedGrant[] {
  const holders = holdersOf(requests);
  const byId = new Map(requests.map((request) => [request.id, request]));
  return [...given(requests).values()].flatMap((grant) => {
    const by = [...holders(grant)].flatMap((id) => byId.get(id) ?? []).filter(stillHolds);
    const ends = by.map((request) => endOf(request, now));
    const [latest] = ends.flatMap((end) => end ?? []).toSorted((one, other) => other.localeCompare(one));
    return latest === undefined || ends.includes(undefined)
      ? []
      : [{ on: grant.on, grantee: grant.grantee, until: latest }];
  });
}

function given(requests: readonly Request[]): ReadonlyMap<string, Grant> {
  const limited = requests.filter(({ plan }) => plan.forMs !== undefined);
  const grants = limited.flatMap(happenedIn).flatMap(({ step }) => grantsOf(step.call));
  return new Map(grants.flatMap((grant) => (grant.gives ? [[grantKey(grant), grant] as const] : [])));
}

/** What was over with nothing to take back has no part in what is there since; what is being taken back has, until then. */
function stillHolds({ limit, undo }: Request): boolean {
  return limit?.isOver !== true || undo?.done === false;
}

/** What is on its way counts from now. */
function endOf({ plan: { forMs }, limit }: Request, now: string): string | undefined {
  return forMs === undefined ? undefined : (limit?.endsAt ?? later(now, forMs));
}
