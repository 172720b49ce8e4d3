import { createBotParts, trackListeners } from './bot.js';
import type { Environment, SlackEnvironment } from './config/environment.js';
import type { Settings } from './config/settings.js';
import { systemClock } from './identity.js';
import { createSlackLogger } from './log/slack-logger.js';
import { createPrometheus } from './metrics/prometheus.js';
import { startPoller } from './poller.js';
import { createReadiness, NotReady } from './server/health.js';
import { startHttpServer } from './server/http-server.js';
import { createSlackLink } from './server/slack-link.js';
import { checkSlack, createProbe, identify } from './server/slack-probe.js';
import type { Clock, Log } from './workflows/ports.js';

export interface AppOptions {
  readonly environment: Pick<Environment, 'port' | 'table'>;
  readonly slack: SlackEnvironment;
  readonly settings: Settings;
  readonly log: Log;
  /** The address to listen on; all of them without. */
  readonly host?: string;
  /** How long a request stays with a process that is not heard of any more; at least 3 seconds. */
  readonly leaseMs?: number;
  /** What due times are compared with; the machine's own without. */
  readonly clock?: Clock;
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
  const { meter, text: metrics } = createPrometheus();
  const parts = createBotParts({
    environment,
    slack,
    settings,
    log,
    logger,
    meter,
    leaseMs: options.leaseMs,
    clock: options.clock,
  });
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
    readiness: createReadiness({
      clock: systemClock,
      checks: { Slack: slackAnswers, table: () => parts.store.ping() },
    }),
    metrics,
    slackRequests: () => (isTaking ? link.requests : undefined),
  });

  try {
    const identity = await identify(probe, log, signal);
    const { app, steward } = parts.assemble(link.receiver, identity);
    const listenersEnded = trackListeners(app);
    isTaking = true;
    await link.open();
    const poller = startPoller({
      poll() {
        // A scan takes minutes, and requests do not wait for it.
        void steward.postDigest();
        return steward.poll();
      },
      everyMs: options.pollMs ?? POLL_MS,
      log,
    });
    return {
      port: server.port,
      async stop() {
        await Promise.all([server.stop(), link.close(), poller.stop(), steward.stop()]);
        await listenersEnded();
        // What listeners began while the rest was stopping.
        await steward.stop();
        parts.disconnect();
      },
    };
  } catch (error) {
    await Promise.allSettled([link.close(), server.stop()]);
    parts.disconnect();
    throw error;
  }
}
