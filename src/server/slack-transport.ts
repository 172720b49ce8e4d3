import type { RequestListener } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { SocketModeReceiver, type Logger, type Receiver } from '@slack/bolt';
import { WebAPIPlatformError } from '@slack/web-api';
import type { SlackEnvironment } from '../config/environment.js';
import { NotReady } from './health.js';
import { createHttpReceiver } from './http-receiver.js';
import { tokenRejected } from './slack-status.js';

/** The way on which Slack's requests come in: Socket Mode's socket, or signed HTTP requests. */
export interface SlackTransport {
  /** For the Bolt app. */
  readonly receiver: Receiver;
  /** What takes Slack's HTTP requests; none in Socket Mode. */
  readonly requestListener?: RequestListener;
  /** Begins to take requests. Tries until Slack answers; throws `StartRefused` when it refuses the app token. */
  open(): Promise<void>;
  /** Takes no further requests. */
  close(): Promise<void>;
  /** Throws `NotReady` while the socket is not open. */
  check(): void;
}

/** Slack closes at once, or is not there. */
const CLOSE_HANDSHAKE_MS = 2_000;

/** Waits grow to half a minute and no further, for as long as Slack is away. */
const RETRY_FOREVER = {
  forever: true,
  retries: 12,
  factor: 1.5,
  minTimeout: 1_000,
  maxTimeout: 30_000,
  randomize: true,
};

export function createSlackTransport(slack: SlackEnvironment, logger: Logger): SlackTransport {
  return slack.mode === 'http'
    ? createHttpTransport(slack.signingSecret, logger)
    : createSocketTransport(slack, logger);
}

function createHttpTransport(signingSecret: string, logger: Logger): SlackTransport {
  const receiver = createHttpReceiver({ signingSecret, logger });
  return {
    receiver,
    requestListener: receiver.requestListener,
    open: () => Promise.resolve(),
    close: () => Promise.resolve(),
    check: () => undefined,
  };
}

function createSocketTransport(
  { appToken, apiUrl }: SlackEnvironment & { mode: 'socket' },
  logger: Logger,
): SlackTransport {
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    installerOptions: {
      clientOptions: { slackApiUrl: apiUrl, retryConfig: RETRY_FOREVER, timeout: 10_000, allowAbsoluteUrls: false },
    },
  });
  let isOpen = false;
  receiver.client.on('connected', () => (isOpen = true));
  for (const event of ['close', 'reconnecting', 'disconnected']) receiver.client.on(event, () => (isOpen = false));
  return {
    receiver,
    async open() {
      try {
        await receiver.start();
      } catch (error) {
        throw error instanceof WebAPIPlatformError ? tokenRejected('SLACK_APP_TOKEN', error) : error;
      }
    },
    async close() {
      // A reconnection in progress listens too, and would reject an unhandled promise, which ends the process.
      receiver.client.removeAllListeners('disconnected');
      isOpen = false;
      // Bolt's own `stop` does not wait for Slack's side of the farewell.
      await Promise.race([receiver.client.disconnect(), pause(CLOSE_HANDSHAKE_MS, undefined, { ref: false })]);
    },
    check() {
      if (!isOpen) throw new NotReady('the socket is not open');
    },
  };
}
