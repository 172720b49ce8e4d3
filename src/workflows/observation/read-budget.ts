import { setNewest } from '../../domain/model/bounded-map.js';
import type { Person } from '../../domain/request/types.js';
import type { Clock } from '../ports/clock-and-ids.js';

/**
 * How often one person may have user groups read in vain. Slack allows about 20 reads a minute for the whole workspace,
 * and a person without rights must not use them up.
 */
export interface ReadBudget {
  isSpent(person: Person): boolean;
  /** Counts a check that read groups and did not find the person in them. */
  spend(person: Person): void;
}

const MAX_CHECKS = 5;
const WINDOW_MS = 60_000;
const MAX_PEOPLE = 1_000;

/** Five checks in any minute. Kept by this process alone. */
export function createReadBudget(clock: Clock): ReadBudget {
  const checksByUser = new Map<string, readonly number[]>();

  function recentChecks({ userId }: Person): readonly number[] {
    const since = clock.now().getTime() - WINDOW_MS;
    return (checksByUser.get(userId) ?? []).filter((at) => at > since);
  }

  return {
    isSpent: (person) => recentChecks(person).length >= MAX_CHECKS,
    spend(person) {
      setNewest(checksByUser, [person.userId, [...recentChecks(person), clock.now().getTime()]], MAX_PEOPLE);
    },
  };
}
