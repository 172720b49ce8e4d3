import type { App } from '@slack/bolt';
import { createClients } from './aws/clients.js';
import { createCloud } from './aws/ec2/cloud.js';
import { createDynamoClient, createRequestStore } from './aws/dynamodb/index.js';
import type { Environment, SlackEnvironment } from './config/environment.js';
import type { Settings } from './config/settings.js';
import { processName, randomIds, systemClock } from './identity.js';
import { createSlackApp } from './listeners/index.js';
import { createSlackLogger } from './log/slack-logger.js';
import { startPoller } from './poller.js';
import { createReadiness, NotReady } from './server/health.js';
import { startHttpServer } from './server/http-server.js';
import { createSlackLink } from './server/slack-link.js';
import { checkSlack, createProbe, identify } from './server/slack-probe.js';
import { createSteward } from './steward.js';
import type { Log } from './workflows/ports.js';

export interface AppOptions {
  readonly environment: Pick<Environment, 'port' | 'table'>;
  readonly slack: SlackEnvironment;
  readonly settings: Settings;
  readonly log: Log;
  /** The address to listen on; all of them without. */
  readonly host?: string;
  /** How long a request stays with a process that is not heard of any more; at least 3 seconds. */
  readonly leaseMs?: number;
  /** How often the table is asked for what is due. */
  readonly pollMs?: number;
  /** Gives up a start that still waits for Slack. */
  readonly signal?: AbortSignal;
}

export interface RunningApp {
  readonly port: number;
  /** Takes no new work, and resolves when what is in hand is finished or written down. */
  stop(): Promise<void>;
}

const LEASE_MS = 30_000;
const POLL_MS = 2_000;

/**
 * Starts the bot: serves the health routes at once, waits for Slack, takes its requests and drives what is due. Throws
 * `StartRefused` when Slack refuses a token, and what listening throws when the port cannot be had.
 */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const { environment, slack, settings, log, signal = new AbortController().signal } = options;
  const logger = createSlackLogger(log);
  const link = createSlackLink(slack, logger);
  const probe = createProbe(slack, logger);
  const clients = createClients({ directory: settings.directory, homeRegion: settings.homeRegion, clock: systemClock });
  const dynamo = createDynamoClient({ region: settings.homeRegion });
  const store = createRequestStore({ client: dynamo, table: environment.table });
  let isTaking = false;

  async function slackAnswers(): Promise<void> {
    if (!isTaking) throw new NotReady('not connected yet');
    link.check();
    await checkSlack(probe);
  }

  const server = await startHttpServer({
    port: environment.port,
    host: options.host,
    clock: systemClock,
    readiness: createReadiness({ clock: systemClock, checks: { Slack: slackAnswers, table: () => store.ping() } }),
    slackRequests: () => (isTaking ? link.requests : undefined),
  });

  function disconnect(): void {
    clients.close();
    dynamo.destroy();
  }

  try {
    const identity = await identify(probe, log, signal);
    const app = createSlackApp({ receiver: link.receiver, slack, identity, logger });
    const listening = trackListeners(app);
    const steward = createSteward({
      app,
      store,
      cloud: createCloud({ directory: settings.directory, clients, clock: systemClock, log }),
      clock: systemClock,
      ids: randomIds,
      log,
      directory: settings.directory,
      approvals: settings.approvals,
      holder: processName(),
      leaseMs: options.leaseMs ?? LEASE_MS,
    });
    isTaking = true;
    await link.open();
    const poller = startPoller({ poll: () => steward.poll(), everyMs: options.pollMs ?? POLL_MS, log });
    return {
      port: server.port,
      async stop() {
        await Promise.all([server.stop(), link.close(), poller.stop(), steward.stop()]);
        await listening.ended();
        // What listeners began while the rest was stopping.
        await steward.stop();
        disconnect();
      },
    };
  } catch (error) {
    await Promise.allSettled([link.close(), server.stop()]);
    disconnect();
    throw error;
  }
}

/** Slack's requests are acknowledged long before they are dealt with: a stop waits for what follows, too. */
function trackListeners(app: App): { ended(): Promise<void> } {
  const running = new Set<Promise<void>>();
  app.use(async ({ next }) => {
    const work = next().finally(() => running.delete(work));
    running.add(work);
    await work;
  });
  return {
    async ended() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
