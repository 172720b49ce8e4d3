import type { Request } from '../request/types.js';
import { grantKey, grantsOf, type Grant } from './grants.js';
import { isInForce } from './in-force.js';
import type { Effects, Taken } from './sort-out.js';
import { happenedIn } from './take-back.js';

/** The permissions that would be given back although the time that they were asked for is over: they would have no end. */
export function pastTheirTime(taken: readonly Taken[], { request, others, at }: Effects): readonly Grant[] {
  const before = others.filter(({ id }) => id !== request.id);
  const timed = before.filter((each) => each.plan.forMs !== undefined && !isInForce(each, at));
  const wanted = given(before.filter((each) => each.plan.forMs === undefined && isInForce(each, at)));
  const over = given(timed);
  const back = taken.flatMap(({ step }) => grantsOf(step.call)).filter(({ gives }) => gives);
  return back.filter((grant) => over.has(grantKey(grant)) && !wanted.has(grantKey(grant)));
}

function given(requests: readonly Request[]): ReadonlySet<string> {
  const grants = requests.flatMap(happenedIn).flatMap(({ step }) => grantsOf(step.call));
  return new Set(grants.filter(({ gives }) => gives).map(grantKey));
}
