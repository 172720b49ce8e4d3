import { App, type Logger, type Receiver } from '@slack/bolt';
import { type FetchFunction, WebClient, type WebClientOptions } from '@slack/web-api';

export interface SlackAppOptions {
  readonly receiver: Receiver;
  readonly slack: {
    readonly botToken: string;
    /** Ends with a slash. */
    readonly apiUrl: string;
  };
  /** The bot's identity, as Slack returned it at the start. */
  readonly identity: { readonly botId: string; readonly botUserId: string };
  readonly logger: Logger;
  /** What calls and replies are sent with; Node's own without. */
  readonly fetch?: FetchFunction;
}

/** Long enough for a slow answer, short enough for a person and for a lease. */
const TIMEOUT_MS = 10_000;

/**
 * A Bolt app behind a receiver. Opens no connection and makes no call. Calls to Slack are made once: the caller knows
 * whether a retry is safe, and a retried post would be a second message.
 */
export function createSlackApp({ receiver, slack, identity, logger, fetch: send = fetch }: SlackAppOptions): App {
  return new App({
    receiver,
    token: slack.botToken,
    botId: identity.botId,
    botUserId: identity.botUserId,
    tokenVerificationEnabled: false,
    convoStore: false,
    extendedErrorHandler: true,
    logger,
    clientOptions: clientOptionsFor(slack.apiUrl, send),
  });
}

/** A client that calls Slack as the app does, for a process without one. */
export function createSlackClient({ botToken, apiUrl }: SlackAppOptions['slack'], logger: Logger): WebClient {
  return new WebClient(botToken, { ...clientOptionsFor(apiUrl, fetch), logger });
}

function clientOptionsFor(slackApiUrl: string, send: FetchFunction): WebClientOptions {
  return {
    slackApiUrl,
    allowAbsoluteUrls: false,
    timeout: TIMEOUT_MS,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // The client's timeout does not cover replies to a response_url.
    fetch: (url, init) => send(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(TIMEOUT_MS) }),
  };
}

/** Nothing in a message is looked for by Slack: no names, no links to unfold. (D: Formatting message text) */
export const POST_AS_PLAIN_TEXT = { parse: 'none', unfurl_links: false, unfurl_media: false } as const;
