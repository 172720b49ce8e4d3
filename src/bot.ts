import type { App, Logger, Receiver } from '@slack/bolt';
import { createClients } from './aws/clients.js';
import { createCatalog } from './aws/ec2/catalog.js';
import { createCloud } from './aws/ec2/cloud.js';
import { createDynamoClient, createRequestStore } from './aws/dynamodb/index.js';
import type { Environment, SlackEnvironment } from './config/environment.js';
import type { Settings } from './config/settings.js';
import { processName, randomIds, systemClock } from './identity.js';
import { createSlackApp } from './listeners/index.js';
import type { SlackIdentity } from './server/slack-probe.js';
import { createSteward, type Steward } from './steward.js';
import type { Clock, Log, RequestStore } from './workflows/ports.js';

export interface BotOptions {
  readonly environment: Pick<Environment, 'table'>;
  readonly slack: SlackEnvironment;
  readonly settings: Settings;
  readonly log: Log;
  readonly logger: Logger;
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

/** Makes everything that the product needs of AWS. Calls nobody. */
export function createBotParts({
  environment,
  slack,
  settings,
  log,
  logger,
  leaseMs = LEASE_MS,
  clock = systemClock,
}: BotOptions): BotParts {
  const { directory, homeRegion, approvals } = settings;
  const clients = createClients({ directory, homeRegion, clock });
  const dynamo = createDynamoClient({ region: homeRegion });
  const store = createRequestStore({ client: dynamo, table: environment.table });
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
