import type { App, Logger, Receiver } from '@slack/bolt';
import { createClients } from './aws/clients.js';
import { createCatalog } from './aws/ec2/catalog.js';
import { createCloud } from './aws/ec2/cloud.js';
import { createDigestBook, createDynamoClient, createRequestStore, createScanMemory } from './aws/dynamodb/index.js';
import { openInventory } from './aws/inventory/inventory.js';
import type { Environment, SlackEnvironment } from './config/environment.js';
import type { DigestSettings, Settings } from './config/settings.js';
import { stalePolicyOf } from './config/stale-policy.js';
import { processName, randomIds, systemClock } from './identity.js';
import { createSlackApp } from './listeners/index.js';
import { measuredStore } from './metrics/measured-store.js';
import type { Meter } from './metrics/meter.js';
import type { SlackIdentity } from './server/slack-probe.js';
import { createSteward, type Steward, type StewardDependencies } from './steward.js';
import type { DigestBook } from './workflows/digest/ports.js';
import type { Clock, Log, RequestStore } from './workflows/ports.js';

export interface BotOptions {
  readonly environment: Pick<Environment, 'table'>;
  readonly slack: SlackEnvironment;
  readonly settings: Settings;
  readonly log: Log;
  readonly logger: Logger;
  readonly meter: Meter;
  /** How long a request stays with a process that is not heard of any more; at least 3 seconds. */
  readonly leaseMs?: number | undefined;
  /** What due times are compared with; the machine's own without. */
  readonly clock?: Clock | undefined;
}

/** The clients and the store, which are there before anybody knows whether Slack answers. */
export interface BotParts {
  readonly store: RequestStore;
  /** The product behind a receiver. Opens no port and takes nothing by itself. */
  assemble(receiver: Receiver, identity: SlackIdentity): Bot;
  /** Closes the connections to AWS. */
  disconnect(): void;
}

export interface Bot {
  readonly app: App;
  readonly steward: Steward;
}

const LEASE_MS = 30_000;
/** As in the configuration's default. */
const OWNER_TAG = 'Owner';

/** Makes everything that the product needs of AWS. Calls nobody. */
export function createBotParts({
  environment,
  slack,
  settings,
  log,
  logger,
  meter,
  leaseMs = LEASE_MS,
  clock = systemClock,
}: BotOptions): BotParts {
  const { directory, homeRegion, approvals, digest } = settings;
  const clients = createClients({ directory, homeRegion, clock });
  const dynamo = createDynamoClient({ region: homeRegion });
  const kept = { client: dynamo, table: environment.table };
  const store = measuredStore(createRequestStore(kept), meter, clock);
  return {
    store,
    assemble(receiver, identity) {
      const app = createSlackApp({ receiver, slack, identity, logger });
      const cloud = createCloud({ directory, clients, clock, log });
      const catalog = createCatalog({ directory, clients });
      const holder = processName();
      const world = {
        app,
        store,
        cloud,
        catalog,
        clock,
        ids: randomIds,
        log,
        directory,
        approvals,
        scan: {
          openInventory: () => openInventory({ directory, homeRegion, clock }),
          memory: createScanMemory(kept),
          requests: store,
          clock,
          log,
          policy: stalePolicyOf(settings),
        },
        ownerTag: digest?.ownerTag ?? OWNER_TAG,
        ...(digest === undefined ? {} : { digest: dailyDigest(digest, createDigestBook(kept)) }),
        holder,
        leaseMs,
      };
      return { app, steward: createSteward(world) };
    },
    disconnect() {
      clients.close();
      dynamo.destroy();
    },
  };
}

function dailyDigest(
  { channel, schedule, timezone }: DigestSettings,
  book: DigestBook,
): NonNullable<StewardDependencies['digest']> {
  return { channel, schedule: { cron: schedule, timezone }, book };
}

/**
 * Slack's requests are acknowledged long before they are dealt with: whoever stops waits for what follows, too. Gives a
 * function that resolves when no listener is at work.
 */
export function trackListeners(app: App): () => Promise<void> {
  const running = new Set<Promise<void>>();
  app.use(async ({ next }) => {
    const work = next().finally(() => running.delete(work));
    running.add(work);
    await work;
  });
  return async () => {
    while (running.size > 0) await Promise.allSettled(running);
  };
}
