import { createBotParts, trackListeners } from './composition/assemble-bot.js';
import type { Environment, SlackEnvironment } from './config/environment.js';
import type { Settings } from './config/settings.js';
import { systemClock } from './composition/clock-and-ids.js';
import { createSlackLogger } from './log/slack-logger.js';
import { createPrometheusMeter } from './metrics/prometheus.js';
import { startPoller } from './composition/poller.js';
import { createReadiness, NotReady } from './server/health.js';
import { startHttpServer } from './server/http-server.js';
import { createSlackTransport } from './server/slack-transport.js';
import { checkSlackReachable, createStatusClient, authenticate } from './server/slack-status.js';
import type { Clock } from './workflows/ports/clock-and-ids.js';
import type { Log } from './workflows/ports/log.js';

export interface AppOptions {
  readonly environment: Pick<Environment, 'port' | 'table'>;
  readonly slack: SlackEnvironment;
  readonly settings: Settings;
  readonly log: Log;
  /** The address to listen on; all of them without. */
  readonly host?: string;
  /** Lease duration in milliseconds, at least 3,000. Another process may take over after this time. */
  readonly leaseMs?: number;
  /** What due times are compared with; the machine's own without. */
  readonly clock?: Clock;
  /** The interval between two polls of the table for due work. */
  readonly pollMs?: number;
  /** Gives up a start that still waits for Slack. */
  readonly signal?: AbortSignal;
}

export interface RunningApp {
  readonly port: number;
  /** Takes no new work, and resolves when the work in progress is finished or stored. */
  stop(): Promise<void>;
}

const DEFAULT_POLL_MS = 2_000;

/**
 * Starts the bot: serves the health routes at once, waits for Slack, accepts its requests and processes due work.
 * Throws `StartupError` if Slack refuses a token, and what listening throws if the port is not available.
 */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const { environment, slack, settings, log, signal = new AbortController().signal } = options;
  const logger = createSlackLogger(log);
  const transport = createSlackTransport(slack, logger);
  const statusClient = createStatusClient(slack, logger);
  const { meter, text: metrics } = createPrometheusMeter();
  const dependencies = createBotParts({
    environment,
    slack,
    settings,
    log,
    logger,
    meter,
    leaseMs: options.leaseMs,
    clock: options.clock,
  });
  let isAccepting = false;

  async function checkSlackConnection(): Promise<void> {
    if (!isAccepting) throw new NotReady('not connected yet');
    transport.check();
    await checkSlackReachable(statusClient);
  }

  const server = await startHttpServer({
    port: environment.port,
    host: options.host,
    clock: systemClock,
    readiness: createReadiness({
      clock: systemClock,
      checks: { Slack: checkSlackConnection, table: () => dependencies.store.ping() },
    }),
    metrics,
    slackRequests: () => (isAccepting ? transport.requestListener : undefined),
  });

  try {
    const identity = await authenticate(statusClient, log, signal);
    const { app, steward } = dependencies.assemble(transport.receiver, identity);
    const whenListenersIdle = trackListeners(app);
    isAccepting = true;
    await transport.open();
    const poller = startPoller({
      poll() {
        // A scan takes minutes, and requests do not wait for it.
        void steward.postDigest();
        return steward.poll();
      },
      intervalMs: options.pollMs ?? DEFAULT_POLL_MS,
      log,
    });
    return {
      port: server.port,
      async stop() {
        await Promise.all([server.stop(), transport.close(), poller.stop(), steward.stop()]);
        await whenListenersIdle();
        // What listeners began while the rest was stopping.
        await steward.stop();
        dependencies.disconnect();
      },
    };
  } catch (error) {
    await Promise.allSettled([transport.close(), server.stop()]);
    dependencies.disconnect();
    throw error;
  }
}
