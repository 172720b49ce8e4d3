import { isPortFailure } from './errors.js';
import type { Fact } from './facts/known.js';
import { known, unknown } from './facts/known.js';
import { groupsToRead, standingOf, type Standing } from './policy/standing.js';
import type { Ruling } from './policy/types.js';
import type { Log, People } from './ports.js';
import { requirementsOf } from './request/decide.js';
import type { Person } from './request/types.js';

interface Around {
  readonly people: People;
  readonly log: Log;
}

/** Who a person is to a request at this moment: user groups are read anew. Throws when the home team cannot be told. */
export async function standingNow(around: Around, person: Person, ruling: Ruling): Promise<Standing> {
  const requirements = requirementsOf(ruling);
  const groups = groupsToRead(requirements, person);
  const [homeTeam, ...members] = await Promise.all([
    around.people.homeTeam(),
    ...groups.map(async (group) => [group, await membersOf(around, group)] as const),
  ]);
  return standingOf(person, requirements, homeTeam, new Map(members));
}

/** A group that cannot be read is unknown: it makes nobody an approver. */
async function membersOf({ people, log }: Around, group: string): Promise<Fact<readonly string[]>> {
  try {
    return known(await people.membersOf(group));
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    log.warn('a user group could not be read', { group, why: error.kind });
    return unknown(error.message);
  }
}
