import { afterEach, describe, expect, test } from '@jest/globals';
import { createSlackLogger } from '../../src/log/slack-logger.js';
import { NotReady, StartupError } from '../../src/server/health.js';
import { checkSlackReachable, createStatusClient, authenticate } from '../../src/server/slack-status.js';
import type { Log } from '../../src/workflows/ports/log.js';
import { startSlackStub, type SlackStub, type StubAnswer } from './slack-stub.js';

const IDENTITY = { ok: true, team_id: 'T1', bot_id: 'B1', user_id: 'U1' };

const opened: SlackStub[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((stub) => stub.close()));
});

async function asking(...answers: readonly [StubAnswer, ...StubAnswer[]]) {
  const stub = await startSlackStub(...answers);
  opened.push(stub);
  const warnings: string[] = [];
  const log: Log = {
    debug: () => undefined,
    info: () => undefined,
    warn: (message) => void warnings.push(message),
    error: () => undefined,
  };
  const slack = { mode: 'http', botToken: 'xoxb-1', signingSecret: 's', apiUrl: stub.url } as const;
  return { probe: createStatusClient(slack, createSlackLogger(log)), log, warnings, stub };
}

const untilStopped = new AbortController().signal;

describe('authenticate', () => {
  test('returns the identity of the bot', async () => {
    const { probe, log } = await asking(IDENTITY);

    expect(await authenticate(probe, log, untilStopped)).toEqual({ teamId: 'T1', botId: 'B1', botUserId: 'U1' });
  });

  test('retries while Slack is unavailable', async () => {
    const { probe, log, stub } = await asking(503, IDENTITY);

    await authenticate(probe, log, untilStopped);

    expect(stub.calls).toHaveLength(2);
  });

  test.each(['invalid_auth', 'account_inactive', 'token_revoked'])(
    'fails immediately on the Slack error %s',
    async (error) => {
      const { probe, log } = await asking({ ok: false, error });

      await expect(authenticate(probe, log, untilStopped)).rejects.toEqual(
        new StartupError(`SLACK_BOT_TOKEN: Slack refuses the token: ${error}`),
      );
    },
  );

  test('stops retrying when it is aborted', async () => {
    const { probe, log } = await asking(503);
    const shutdown = new AbortController();

    const asked = authenticate(probe, log, shutdown.signal);
    shutdown.abort(new Error('stopping'));

    await expect(asked).rejects.toThrow('stopping');
  });
});

describe('checkSlackReachable', () => {
  test.each<[StubAnswer, string]>([
    [500, 'does not answer'],
    [{ ok: false, error: 'invalid_auth' }, 'refuses the token (invalid_auth)'],
  ])('reports %j as: %s', async (answer, reason) => {
    const { probe } = await asking(answer);

    await expect(checkSlackReachable(probe)).rejects.toEqual(new NotReady(reason));
  });
});
