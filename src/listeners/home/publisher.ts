import type { HomeView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { isPortFailure } from '../../workflows/ports/errors.js';
import type { Clock } from '../../workflows/ports/clock-and-ids.js';
import type { Log } from '../../workflows/ports/log.js';
import { setNewest } from '../../domain/model/bounded-map.js';
import type { Person } from '../../domain/request/types.js';
import { homeUnavailable } from '../blocks/home.js';
import { callSlack } from '../slack/errors.js';

/**
 * Keeps the Home tabs current. Slack sends an event whenever a user opens theirs. From then on, for a few hours, this
 * process publishes it again when it changes. Nothing is stored: after a restart, and in other processes, the next
 * opening starts it again.
 *
 * Changes by this process are shown within seconds, changes by others within a minute. A Home tab is published only if
 * its content differs, so that a request costs about one call per user and status.
 */
export interface HomeTabPublisher {
  /** Publishes a user's Home tab in its current state. */
  open(person: Person): Promise<void>;
  /** A request has changed. */
  invalidate(): void;
  /** To be called again and again; looks when it is time to. Never throws. */
  refreshDue(): Promise<void>;
}

export interface HomeTabPublisherOptions {
  readonly client: WebClient;
  readonly clock: Clock;
  readonly log: Log;
  /** The content of a user's Home tab. `cached` may rest on groups that were read within the last minute. */
  readonly render: (person: Person, membership: 'fresh' | 'cached') => Promise<HomeView>;
}

interface Subscription {
  readonly person: Person;
  readonly openedAt: number;
  readonly lastView: string;
}

const SUBSCRIPTION_MS = 4 * 3_600_000;
const MAX_SUBSCRIPTIONS = 100;
/** The table's lists are eventually consistent: a change is checked once more. */
const RECHECK_MS = 5_000;
const SWEEP_MS = 60_000;

export function createHomeTabPublisher({ client, clock, log, render }: HomeTabPublisherOptions): HomeTabPublisher {
  const subscriptions = new Map<string, Subscription>();
  let nextAt = 0;
  let isInvalidated = false;
  let isBusy = false;

  async function publish(userId: string, view: HomeView): Promise<void> {
    await callSlack('idempotent', () => client.views.publish({ user_id: userId, view }));
  }

  function subscribe(subscription: Subscription): void {
    setNewest(subscriptions, [subscription.person.userId, subscription], MAX_SUBSCRIPTIONS);
  }

  async function open(person: Person): Promise<void> {
    try {
      const view = await render(person, 'fresh');
      await publish(person.userId, view);
      subscribe({ person, openedAt: clock.now().getTime(), lastView: JSON.stringify(view) });
    } catch (error) {
      if (!isPortFailure(error)) throw error;
      log.warn('a Home could not be shown', { person: person.userId, why: error.kind });
      await publish(person.userId, homeUnavailable());
    }
  }

  async function refresh(subscription: Subscription): Promise<void> {
    const { person, openedAt, lastView } = subscription;
    try {
      const view = await render(person, 'cached');
      const fresh = JSON.stringify(view);
      if (fresh === lastView) return;
      await publish(person.userId, view);
      // A user who opened it since then has seen a newer version.
      if (subscriptions.get(person.userId) === subscription)
        subscriptions.set(person.userId, { person, openedAt, lastView: fresh });
    } catch (error) {
      log.warn('refreshing a Home tab failed', { person: person.userId, error });
    }
  }

  return {
    open,
    invalidate() {
      isInvalidated = true;
      nextAt = 0;
    },
    async refreshDue() {
      const now = clock.now().getTime();
      if (isBusy || now < nextAt || subscriptions.size === 0) return;
      isBusy = true;
      nextAt = now + (isInvalidated ? RECHECK_MS : SWEEP_MS);
      isInvalidated = false;
      try {
        for (const subscription of [...subscriptions.values()]) {
          if (subscription.openedAt + SUBSCRIPTION_MS < now) subscriptions.delete(subscription.person.userId);
          else await refresh(subscription);
        }
      } finally {
        isBusy = false;
      }
    },
  };
}
