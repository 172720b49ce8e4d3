import type { HomeView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { isPortFailure } from '../../workflows/ports/errors.js';
import type { Clock, Log } from '../../workflows/ports/ports.js';
import type { Person } from '../../domain/request/types.js';
import { homeUnavailable } from '../blocks/home.js';
import { callSlack } from '../slack/errors.js';

/**
 * Keeps the Home tabs current. Slack tells when somebody opens theirs, each time they do; from then on, for a few hours,
 * this process shows them anew what has changed. Nothing is stored: after a restart, and in other processes, the next
 * opening begins it again.
 *
 * What this process does to a request is shown within seconds, what others do within a minute; a Home is published only
 * when it would show something else than before, so a request costs about one call a person whom it concerns and status.
 */
export interface HomeTabPublisher {
  /** Shows somebody their Home as it is now. */
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
  /** What a person's Home is to show; `lately` may rest on groups that were read within the last minute. */
  readonly render: (person: Person, membership: 'fresh' | 'cached') => Promise<HomeView>;
}

interface Subscription {
  readonly person: Person;
  readonly openedAt: number;
  readonly lastView: string;
}

const SUBSCRIPTION_MS = 4 * 3_600_000;
const MAX_SUBSCRIPTIONS = 100;
/** The table's lists lag a moment behind: a change is looked for once more. */
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
    // The one who opened it longest ago comes first.
    subscriptions.delete(subscription.person.userId);
    subscriptions.set(subscription.person.userId, subscription);
    const [oldest] = subscriptions.keys();
    if (subscriptions.size > MAX_SUBSCRIPTIONS && oldest !== undefined) subscriptions.delete(oldest);
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
      // Whoever opened it meanwhile has seen something newer.
      if (subscriptions.get(person.userId) === subscription)
        subscriptions.set(person.userId, { person, openedAt, lastView: fresh });
    } catch (error) {
      log.warn('a Home could not be kept current', { person: person.userId, error });
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
