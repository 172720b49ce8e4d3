import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import {
  AccessDenied,
  NotFound,
  Rejected,
  Throttled,
  UnknownOutcome,
  type PortFailure,
} from '../../workflows/ports/errors.js';

/** Whether a call may simply be made again when its answer was lost. */
export type CallKind = 'idempotent' | 'non-idempotent';

/** Resources that no longer exist, by Slack's code, with a text. */
const NOT_FOUND: Readonly<Record<string, string>> = {
  cannot_dm_bot: 'a bot cannot be written to',
  cant_update_message: 'the message is not the bot’s own',
  channel_not_found: 'the channel does not exist, or the bot cannot see it',
  edit_window_closed: 'the message can no longer be changed',
  is_archived: 'the channel is archived',
  message_not_found: 'the message no longer exists',
  messages_tab_disabled: 'the app takes no direct messages',
  no_such_subteam: 'the user group does not exist',
  subteam_not_found: 'the user group does not exist',
  thread_not_found: 'the thread no longer exists',
  user_not_found: 'the person does not exist',
  users_not_found: 'the person does not exist',
};

/** What the bot may not do. */
const DENIED: Readonly<Record<string, string>> = {
  access_denied: 'the bot may not do that',
  account_inactive: 'the bot’s token is no longer valid',
  ekm_access_denied: 'the organization’s key management forbids it',
  invalid_auth: 'the bot’s token is not valid',
  missing_scope: 'the bot’s token lacks a scope',
  no_permission: 'the bot may not do that',
  not_allowed_token_type: 'the bot’s token is of the wrong kind',
  not_authed: 'the bot has no token',
  not_in_channel: 'the bot is not in the channel',
  org_login_required: 'the workspace is being moved',
  plan_upgrade_required: 'the workspace’s plan has no user groups',
  restricted_action: 'the workspace does not allow the bot to post there',
  restricted_action_read_only_channel: 'posting in that channel is not allowed',
  restricted_action_thread_only_channel: 'only replies may be posted in that channel',
  team_access_not_granted: 'the bot has no access to the workspace',
  token_expired: 'the bot’s token has expired',
  token_revoked: 'the bot’s token was revoked',
};

/** Slack is too busy, and nothing happened. */
const THROTTLED: readonly string[] = ['ratelimited', 'rate_limited', 'message_limit_exceeded', 'accesslimited'];

/** "It's possible some aspect of the operation succeeded before the error was raised." (M: every method's page) */
const SERVER_ERRORS: readonly string[] = ['fatal_error', 'internal_error', 'request_timeout', 'service_unavailable'];

/** The connection was never made, so nothing was sent. */
const NOT_SENT: readonly string[] = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];

/** Makes a call to Slack and throws its failures as a port does. */
export async function callSlack<T>(kind: CallKind, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toSlackFailure(kind, error) ?? error;
  }
}

/** Slack's word for why it refused, or undefined for any other error. */
export function slackErrorCode(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** Converts a failed Slack call to a port failure. `undefined` for other errors. */
export function toSlackFailure(kind: CallKind, error: unknown): PortFailure | undefined {
  const options = { cause: error };
  if (error instanceof WebAPIRateLimitedError) {
    return new Throttled('Slack is throttling requests', error.retryAfter * 1_000, options);
  }
  if (error instanceof WebAPIPlatformError) return toRefusalFailure(kind, error);
  if (error instanceof WebAPIHTTPError) {
    if (error.statusCode === 429) return new Throttled('Slack is throttling requests', undefined, options);
    if (error.statusCode >= 500) return toNoResponseFailure(kind, error);
    return new Rejected(`http-${error.statusCode}`, `Slack answers with status ${error.statusCode}`, options);
  }
  if (error instanceof WebAPIRequestError) {
    return wasSent(error)
      ? toNoResponseFailure(kind, error)
      : new Throttled('Slack cannot be reached', undefined, options);
  }
  return undefined;
}

function toRefusalFailure(kind: CallKind, error: WebAPIPlatformError): PortFailure {
  const code = error.data.error;
  const options = { cause: error };
  const notFound = NOT_FOUND[code];
  if (notFound !== undefined) return new NotFound(notFound, options);
  const denied = DENIED[code];
  if (denied !== undefined) return new AccessDenied(denied, neededScope(error), options);
  if (THROTTLED.includes(code)) return new Throttled('Slack is throttling requests', undefined, options);
  if (SERVER_ERRORS.includes(code)) return toNoResponseFailure(kind, error);
  return new Rejected(code, `Slack refuses: ${code}`, options);
}

function neededScope({ data }: WebAPIPlatformError): string | undefined {
  return 'needed' in data && typeof data.needed === 'string' ? data.needed : undefined;
}

function toNoResponseFailure(kind: CallKind, cause: Error): PortFailure {
  const message = 'Slack did not answer';
  return kind === 'non-idempotent'
    ? new UnknownOutcome(message, { cause })
    : new Throttled(message, undefined, { cause });
}

/** `fetch` gives the reason in the cause of its error. */
function wasSent({ original }: WebAPIRequestError): boolean {
  const { cause } = original;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return !(typeof code === 'string' && NOT_SENT.includes(code));
}
