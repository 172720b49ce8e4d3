import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { App } from '@slack/bolt';
import { createLog } from '../../src/log/log.js';
import { createSlackLogger } from '../../src/log/slack-logger.js';
import type { Readiness } from '../../src/server/health.js';
import { startHttpServer, type HttpServer } from '../../src/server/http-server.js';
import { createSlackTransport } from '../../src/server/slack-transport.js';

const SECRET = 'a-signing-secret';
const logger = createSlackLogger(createLog('error', { write: () => undefined }));

const opened: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.stop()));
});

/** The server with a Bolt app behind it whose only command is acknowledged after a while. */
async function serve({ takes = true, readiness = { status: 'ok' }, ackAfterMs = 0 }: Partial<Serving> = {}) {
  const link = createSlackTransport(
    { mode: 'http', botToken: 'xoxb-1', signingSecret: SECRET, apiUrl: 'http://127.0.0.1:1/' },
    logger,
  );
  const app = new App({
    receiver: link.receiver,
    authorize: () => Promise.resolve({ botToken: 'xoxb-1', botId: 'B1', botUserId: 'U1' }),
    logger,
  });
  const commands: string[] = [];
  app.command('/ami', async ({ command, ack }) => {
    commands.push(command.text);
    await new Promise((resolve) => setTimeout(resolve, ackAfterMs));
    await ack();
  });
  const server = await startHttpServer({
    port: 0,
    host: '127.0.0.1',
    clock: { now: () => new Date() },
    readiness: () => Promise.resolve(readiness),
    metrics: () => Promise.resolve('steward_requests_total 1\n'),
    slackRequests: () => (takes ? link.requestListener : undefined),
  });
  opened.push(server);
  return { server, commands, address: `http://127.0.0.1:${server.port}` };
}

interface Serving {
  readonly takes: boolean;
  readonly readiness: Readiness;
  readonly ackAfterMs: number;
}

interface Signing {
  readonly secret?: string;
  readonly aheadSeconds?: number;
  readonly text?: string;
}

/** A slash command as Slack sends it. */
async function command(address: string, { secret = SECRET, aheadSeconds = 0, text = 'help' }: Signing = {}) {
  const body = new URLSearchParams({
    command: '/ami',
    text,
    user_id: 'U2',
    team_id: 'T1',
    channel_id: 'C1',
  }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000) + aheadSeconds);
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const response = await fetch(`${address}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  });
  return response.status;
}

describe('POST /slack/events', () => {
  test('accepts a request with a valid signature', async () => {
    const { address, commands } = await serve();

    expect(await command(address)).toBe(200);
    expect(commands).toEqual(['help']);
  });

  test.each<[string, Signing, number]>([
    ['signed with another secret', { secret: 'another' }, 401],
    ['signed more than five minutes ago', { aheadSeconds: -302 }, 401],
    ['signed more than five minutes ahead', { aheadSeconds: 302 }, 401],
    ['larger than any Slack request', { text: 'x'.repeat(1024 * 1024) }, 413],
  ])('refuses a request that is %s', async (_what, signing, status) => {
    const { address, commands } = await serve();

    expect(await command(address, signing)).toBe(status);
    expect(commands).toEqual([]);
  });

  test.each([290, -290])('accepts a timestamp that is %d seconds off', async (aheadSeconds) => {
    const { address } = await serve();

    expect(await command(address, { aheadSeconds })).toBe(200);
  });

  test('returns 503 until the bot accepts requests', async () => {
    const { address } = await serve({ takes: false });

    expect(await command(address)).toBe(503);
  });
});

describe('the health routes', () => {
  test('/healthz returns 200 once the process is listening', async () => {
    const { address } = await serve({ takes: false, readiness: { status: 'unavailable', reason: 'Slack: away' } });

    const response = await fetch(`${address}/healthz`);

    expect({ status: response.status, body: (await response.json()) as unknown }).toEqual({
      status: 200,
      body: { status: 'ok' },
    });
  });

  test.each<[Readiness, number]>([
    [{ status: 'ok' }, 200],
    [{ status: 'unavailable', reason: 'table: does not exist' }, 503],
  ])('/readyz returns %j as %d', async (readiness, status) => {
    const { address } = await serve({ readiness });

    const response = await fetch(`${address}/readyz?verbose`);

    expect({ status: response.status, body: (await response.json()) as unknown }).toEqual({ status, body: readiness });
  });
});

describe('the server', () => {
  test.each([
    ['GET', '/'],
    ['GET', '/slack/events'],
    ['POST', '/healthz'],
    ['POST', '/slack/events/more'],
    ['GET', '//'],
  ])('answers %s %s with 404', async (method, path) => {
    const { address } = await serve();

    const response = await fetch(`${address}${path}`, { method });

    expect(response.status).toBe(404);
  });

  test('completes requests in progress when it stops and accepts no new ones', async () => {
    const { server, address, commands } = await serve({ ackAfterMs: 50 });
    const inFlight = command(address);
    while (commands.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));

    await server.stop();

    expect(await inFlight).toBe(200);
    await expect(command(address)).rejects.toThrow('fetch failed');
  });

  test('fails to start if the port is in use', async () => {
    const { server } = await serve();

    await expect(
      startHttpServer({
        port: server.port,
        host: '127.0.0.1',
        clock: { now: () => new Date() },
        readiness: () => Promise.resolve({ status: 'ok' }),
        metrics: () => Promise.resolve('steward_requests_total 1\n'),
        slackRequests: () => undefined,
      }),
    ).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
