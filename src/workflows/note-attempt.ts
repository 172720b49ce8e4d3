import { insist } from './insist.js';
import { evolve } from './request/evolve.js';
import type { Attempt, Person, Request } from './request/types.js';
import { nowOf, type World } from './world.js';

/** So many refused attempts are kept in a history; more would only be somebody pressing again and again. */
const REFUSED_ATTEMPTS_KEPT = 50;

export interface RefusedAttempt {
  readonly by: Person;
  readonly attempt: Attempt;
  /** The code of the refusal. */
  readonly why: string;
}

/** Adds a line about a refused attempt to the history, each attempt of a person once, and gives the request as it is then. */
export async function noteAttempt(world: World, request: Request, refused: RefusedAttempt): Promise<Request> {
  const { by, attempt, why } = refused;
  world.log.info('attempt refused', { requestId: request.id, attempt, why, by: by.userId });
  const before = request.history.filter((each) => each.type === 'attempt-refused');
  const known = before.some((each) => each.by.userId === by.userId && each.attempt === attempt && each.why === why);
  if (known || before.length >= REFUSED_ATTEMPTS_KEPT) return request;
  const event = { type: 'attempt-refused', ...refused, at: nowOf(world) } as const;
  const noted = { ...evolve(request, event), version: request.version + 1 };
  await insist(noted.id, () => world.store.save(noted));
  return noted;
}
