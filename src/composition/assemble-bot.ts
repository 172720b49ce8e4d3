import type { App, Logger, Receiver } from '@slack/bolt';
import { createClients } from '../aws/clients/clients.js';
import { createCatalog } from '../aws/ec2/find/catalog.js';
import { createEc2Ports } from '../aws/ec2/ec2-ports.js';
import {
  createDeliveryLog,
  createDigestStore,
  createDynamoClient,
  createRequestStore,
  createScanStores,
} from '../aws/dynamodb/index.js';
import { openInventory } from '../aws/inventory/inventory.js';
import type { Environment, SlackEnvironment } from '../config/environment.js';
import { type DigestSettings, type Settings, toStalePolicy } from '../config/settings.js';
import { createProcessId, randomIds, systemClock } from './clock-and-ids.js';
import { createSlackApp } from '../listeners/index.js';
import { withMetrics } from '../metrics/measured-store.js';
import type { Meter } from '../metrics/meter.js';
import type { SlackIdentity } from '../server/slack-status.js';
import { createSteward, type Steward, type StewardDependencies } from './steward.js';
import type { DigestStore } from '../workflows/ports/digest-store.js';
import type { Clock } from '../workflows/ports/clock-and-ids.js';
import type { Log } from '../workflows/ports/log.js';
import type { RequestStore } from '../workflows/ports/request-store.js';

export interface BotOptions {
  readonly environment: Pick<Environment, 'table'>;
  readonly slack: SlackEnvironment;
  readonly settings: Settings;
  readonly log: Log;
  readonly logger: Logger;
  readonly meter: Meter;
  /** Lease duration in milliseconds, at least 3,000. Another process may take over after this time. */
  readonly leaseMs?: number | undefined;
  /** What due times are compared with; the machine's own without. */
  readonly clock?: Clock | undefined;
}

/** The clients and the store, which are there before anybody knows whether Slack answers. */
export interface BotParts {
  readonly store: RequestStore;
  /** The product behind a receiver. Opens no port and starts no work on its own. */
  assemble(receiver: Receiver, identity: SlackIdentity): Bot;
  /** Closes the connections to AWS. */
  disconnect(): void;
}

export interface Bot {
  readonly app: App;
  readonly steward: Steward;
}

const DEFAULT_LEASE_MS = 30_000;
/** As in the configuration's default. */
const DEFAULT_OWNER_TAG = 'Owner';

/** Creates the product's AWS adapters. Makes no call. */
export function createBotParts({
  environment,
  slack,
  settings,
  log,
  logger,
  meter,
  leaseMs = DEFAULT_LEASE_MS,
  clock = systemClock,
}: BotOptions): BotParts {
  const { directory, homeRegion, approvals, digest, sessionTags = false } = settings;
  const clients = createClients({ directory, homeRegion, clock, tagSessions: sessionTags });
  const dynamo = createDynamoClient({ region: homeRegion });
  const tableOptions = { client: dynamo, table: environment.table };
  const store = withMetrics(createRequestStore(tableOptions), meter, clock);
  return {
    store,
    assemble(receiver, identity) {
      const app = createSlackApp({ receiver, slack, identity, logger });
      const catalog = createCatalog({ directory, clients });
      const ownerId = createProcessId();
      const dependencies = {
        app,
        store,
        deliveries: createDeliveryLog({ ...tableOptions, clock }),
        ...createEc2Ports({ directory, clients, clock, log }),
        catalog,
        clock,
        ids: randomIds,
        log,
        directory,
        approvals,
        scan: {
          openInventory: () => openInventory({ directory, homeRegion, clock }),
          ...createScanStores(tableOptions),
          requests: store,
          clock,
          log,
          policy: toStalePolicy(settings),
        },
        ownerTag: digest?.ownerTag ?? DEFAULT_OWNER_TAG,
        ...(digest === undefined ? {} : { digest: toDigestDependencies(digest, createDigestStore(tableOptions)) }),
        ownerId,
        leaseMs,
      };
      return { app, steward: createSteward(dependencies) };
    },
    disconnect() {
      clients.close();
      dynamo.destroy();
    },
  };
}

function toDigestDependencies(
  { channel, schedule, timezone }: DigestSettings,
  digestStore: DigestStore,
): NonNullable<StewardDependencies['digest']> {
  return { channel, schedule: { cron: schedule, timezone }, digestStore };
}

/**
 * Slack's requests are acknowledged long before they are processed: a shutdown waits for the processing, too. Returns a
 * function that resolves when no listener is running.
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
