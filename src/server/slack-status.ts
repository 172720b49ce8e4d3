import type { Logger } from '@slack/bolt';
import { WebAPIPlatformError, WebClient, type FetchFunction } from '@slack/web-api';
import type { SlackEnvironment } from '../config/environment.js';
import { sleep } from '../composition/poller.js';
import type { Log } from '../workflows/ports/log.js';
import { NotReady, StartupError } from './health.js';

/** Errors that a retry does not change. */
const TOKEN_ERRORS: readonly string[] = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'no_permission',
  'missing_scope',
  'not_allowed_token_type',
  'org_login_required',
  'ekm_access_denied',
  'two_factor_setup_required',
];

/** Who the bot is in Slack. */
export interface SlackIdentity {
  readonly teamId: string;
  readonly botId: string;
  readonly botUserId: string;
}

/** A client for questions about the connection itself: it does not wait and does not try again. */
export function createStatusClient(
  { botToken, apiUrl }: Pick<SlackEnvironment, 'botToken' | 'apiUrl'>,
  logger: Logger,
  send: FetchFunction = fetch,
): WebClient {
  return new WebClient(botToken, {
    fetch: send,
    slackApiUrl: apiUrl,
    logger,
    timeout: 4_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
  });
}

/** Asks Slack who the bot is until it answers. Throws `StartRefused` when it refuses the token. */
export async function authenticate(client: WebClient, log: Log, signal: AbortSignal): Promise<SlackIdentity> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const { team_id: teamId = '', bot_id: botId = '', user_id: botUserId = '' } = await client.auth.test();
      return { teamId, botId, botUserId };
    } catch (error) {
      if (error instanceof WebAPIPlatformError && TOKEN_ERRORS.includes(error.data.error)) {
        throw tokenRejected('SLACK_BOT_TOKEN', error);
      }
      log.warn('Slack does not answer yet', { attempt, error });
      await sleep(Math.min(1_000 * 1.5 ** attempt, 30_000), signal);
      signal.throwIfAborted();
    }
  }
}

/** Resolves when Slack answers to the bot's token. */
export async function checkSlackReachable(client: WebClient): Promise<void> {
  try {
    await client.auth.test();
  } catch (error) {
    throw new NotReady(
      error instanceof WebAPIPlatformError ? `refuses the token (${error.data.error})` : 'does not answer',
    );
  }
}

/** Slack's word for why a token is of no use, as the reason not to start. */
export function tokenRejected(variable: string, error: WebAPIPlatformError): StartupError {
  return new StartupError(`${variable}: Slack refuses the token: ${error.data.error}`, { cause: error });
}
