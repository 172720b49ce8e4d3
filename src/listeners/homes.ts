import type { HomeView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { isPortFailure } from '../workflows/errors.js';
import type { Clock, Log } from '../workflows/ports.js';
import type { Person } from '../workflows/request/types.js';
import { troubledHome } from './blocks/home.js';
import { callSlack } from './slack-errors.js';

/**
 * Keeps the Home tabs current. Slack tells when somebody opens theirs, each time they do; from then on, for a few hours,
 * this process shows them anew what has changed. Nothing is stored: after a restart, and in other processes, the next
 * opening begins it again.
 *
 * What this process does to a request is shown within seconds, what others do within a minute; a Home is published only
 * when it would show something else than before, so a request costs about one call a person whom it concerns and status.
 */
export interface Homes {
  /** Shows somebody their Home as it is now. */
  open(person: Person): Promise<void>;
  /** A request has changed. */
  changed(): void;
  /** To be called again and again; looks when it is time to. Never throws. */
  tick(): Promise<void>;
}

export interface HomesOptions {
  readonly client: WebClient;
  readonly clock: Clock;
  readonly log: Log;
  /** What a person's Home is to show; `lately` may rest on groups that were read within the last minute. */
  readonly look: (person: Person, how: 'now' | 'lately') => Promise<HomeView>;
}

interface Watcher {
  readonly person: Person;
  readonly openedAt: number;
  readonly shown: string;
}

const WATCHED_MS = 4 * 3_600_000;
const MOST_WATCHERS = 100;
/** The table's lists lag a moment behind: a change is looked for once more. */
const AGAIN_MS = 5_000;
const SWEEP_MS = 60_000;

export function createHomes({ client, clock, log, look }: HomesOptions): Homes {
  const watchers = new Map<string, Watcher>();
  let nextAt = 0;
  let isChanged = false;
  let isBusy = false;

  async function publish(userId: string, view: HomeView): Promise<void> {
    await callSlack('repeatable', () => client.views.publish({ user_id: userId, view }));
  }

  function watch(watcher: Watcher): void {
    // The one who opened it longest ago comes first.
    watchers.delete(watcher.person.userId);
    watchers.set(watcher.person.userId, watcher);
    const [oldest] = watchers.keys();
    if (watchers.size > MOST_WATCHERS && oldest !== undefined) watchers.delete(oldest);
  }

  async function open(person: Person): Promise<void> {
    try {
      const view = await look(person, 'now');
      await publish(person.userId, view);
      watch({ person, openedAt: clock.now().getTime(), shown: JSON.stringify(view) });
    } catch (error) {
      if (!isPortFailure(error)) throw error;
      log.warn('a Home could not be shown', { person: person.userId, why: error.kind });
      await publish(person.userId, troubledHome());
    }
  }

  async function refresh(watcher: Watcher): Promise<void> {
    const { person, openedAt, shown } = watcher;
    try {
      const view = await look(person, 'lately');
      const fresh = JSON.stringify(view);
      if (fresh === shown) return;
      await publish(person.userId, view);
      // Whoever opened it meanwhile has seen something newer.
      if (watchers.get(person.userId) === watcher) watchers.set(person.userId, { person, openedAt, shown: fresh });
    } catch (error) {
      log.warn('a Home could not be kept current', { person: person.userId, error });
    }
  }

  return {
    open,
    changed() {
      isChanged = true;
      nextAt = 0;
    },
    async tick() {
      const now = clock.now().getTime();
      if (isBusy || now < nextAt || watchers.size === 0) return;
      isBusy = true;
      nextAt = now + (isChanged ? AGAIN_MS : SWEEP_MS);
      isChanged = false;
      try {
        for (const watcher of [...watchers.values()]) {
          if (watcher.openedAt + WATCHED_MS < now) watchers.delete(watcher.person.userId);
          else await refresh(watcher);
        }
      } finally {
        isBusy = false;
      }
    },
  };
}
