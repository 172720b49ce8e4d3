import { describe, expect, test } from '@jest/globals';
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { callSlack, toSlackFailure, type CallKind } from '../../../src/listeners/slack/errors.js';

function refused(error: string, more: object = {}): Error {
  return new WebAPIPlatformError({ ok: false, error, ...more });
}

function network(code?: string): Error {
  const cause = code === undefined ? undefined : Object.assign(new Error(code), { code });
  return new WebAPIRequestError(new TypeError('fetch failed', { cause }));
}

describe('toSlackFailure', () => {
  test.each<[string, CallKind, Error, string, string]>([
    ['a rate limit', 'non-idempotent', new WebAPIRateLimitedError(30), 'throttled', 'Slack is throttling requests'],
    [
      'a rate limit error in the response',
      'non-idempotent',
      refused('ratelimited'),
      'throttled',
      'Slack is throttling requests',
    ],
    [
      'a status of 429',
      'non-idempotent',
      new WebAPIHTTPError(429, '', {}),
      'throttled',
      'Slack is throttling requests',
    ],
    ['an archived channel', 'non-idempotent', refused('is_archived'), 'not-found', 'the channel is archived'],
    ['a deleted message', 'idempotent', refused('message_not_found'), 'not-found', 'the message no longer exists'],
    ['a missing scope', 'non-idempotent', refused('missing_scope'), 'access-denied', 'the bot’s token lacks a scope'],
    ['a revoked token', 'non-idempotent', refused('token_revoked'), 'access-denied', 'the bot’s token was revoked'],
    [
      'blocks that Slack rejects',
      'non-idempotent',
      refused('invalid_blocks'),
      'rejected',
      'Slack refuses: invalid_blocks',
    ],
    [
      'an internal Slack error after a post',
      'non-idempotent',
      refused('fatal_error'),
      'unknown-outcome',
      'Slack did not answer',
    ],
    ['an internal Slack error after a read', 'idempotent', refused('fatal_error'), 'throttled', 'Slack did not answer'],
    [
      'a status of 500 after a post',
      'non-idempotent',
      new WebAPIHTTPError(500, '', {}),
      'unknown-outcome',
      'Slack did not answer',
    ],
    [
      'a status of 500 after a read',
      'idempotent',
      new WebAPIHTTPError(500, '', {}),
      'throttled',
      'Slack did not answer',
    ],
    [
      'a status of 404',
      'non-idempotent',
      new WebAPIHTTPError(404, '', {}),
      'rejected',
      'Slack answers with status 404',
    ],
    [
      'a connection reset after a post',
      'non-idempotent',
      network('ECONNRESET'),
      'unknown-outcome',
      'Slack did not answer',
    ],
    ['a timeout after a post', 'non-idempotent', network(), 'unknown-outcome', 'Slack did not answer'],
    ['a timeout after a read', 'idempotent', network(), 'throttled', 'Slack did not answer'],
    ['a refused connection', 'non-idempotent', network('ECONNREFUSED'), 'throttled', 'Slack cannot be reached'],
  ])('%s (%s)', (_, kind, error, expected, message) => {
    expect(toSlackFailure(kind, error)).toMatchObject({ kind: expected, message, cause: error });
  });

  test('keeps the retry delay from Slack', () => {
    expect(toSlackFailure('non-idempotent', new WebAPIRateLimitedError(30))).toMatchObject({ retryAfterMs: 30_000 });
  });

  test('names the missing scope', () => {
    expect(toSlackFailure('non-idempotent', refused('missing_scope', { needed: 'chat:write' }))).toMatchObject({
      permission: 'chat:write',
    });
  });

  test('leaves programming errors unchanged', async () => {
    const defect = new TypeError('x is not a function');

    expect(toSlackFailure('non-idempotent', defect)).toBeUndefined();
    await expect(callSlack('non-idempotent', () => Promise.reject(defect))).rejects.toBe(defect);
  });
});
