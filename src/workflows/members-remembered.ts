import type { Clock, People } from './ports.js';

/**
 * People whose groups are read at most once in a while, for what only shows something: Slack lets them be read about 20
 * times a minute. Never for a decision. What could not be read is not remembered.
 */
export function rememberMembers(people: People, clock: Clock, forMs: number): People {
  const known = new Map<string, { readonly members: Promise<readonly string[]>; readonly until: number }>();
  return {
    homeTeam: () => people.homeTeam(),
    membersOf(group) {
      const now = clock.now().getTime();
      const before = known.get(group);
      if (before !== undefined && before.until > now) return before.members;
      const members = people.membersOf(group);
      known.set(group, { members, until: now + forMs });
      members.catch(() => known.delete(group));
      return members;
    },
  };
}
