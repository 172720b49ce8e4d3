import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startDynamo, type Dynamo } from '../sandbox/dynamodb.js';
import { startApp, type RunningApp } from '../src/app.js';
import { createDynamoClient, createTable } from '../src/aws/dynamodb/index.js';
import type { SlackEnvironment } from '../src/config/environment.js';
import type { Settings } from '../src/config/settings.js';
import { createLog } from '../src/log/log.js';
import { openWorkspace, SIGNING_SECRET, TOKENS, type WorkspaceHarness } from './sandbox/slack/open-workspace.js';

const SETTINGS: Settings = {
  homeRegion: 'us-east-1',
  directory: [{ id: '999988887777', name: 'images', regions: ['us-east-1'] }],
  approvals: {
    channel: 'C0APPROVALS',
    policy: {
      rules: [{ action: ['*'], effect: { kind: 'approval', approvers: ['S0PLATFORM'], required: 1 } }],
      expireAfterMs: 3_600_000,
      remindAfterMs: 60_000,
      guests: 'refuse',
    },
  },
};

let dynamo: Dynamo;
const before = { ...process.env };
beforeAll(async () => {
  dynamo = await startDynamo();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
    AWS_ACCESS_KEY_ID: 'sandbox',
    AWS_SECRET_ACCESS_KEY: 'sandbox',
  });
  const client = createDynamoClient({ region: 'us-east-1' });
  await createTable({ client, table: 'requests', pauseMs: 1 });
  client.destroy();
});
afterAll(async () => {
  process.env = before;
  await dynamo.close();
});

let slack: WorkspaceHarness;
let apps: RunningApp[] = [];
beforeEach(async () => {
  slack = await openWorkspace();
});
afterEach(async () => {
  await Promise.all(apps.map((app) => app.stop()));
  apps = [];
  await slack.close();
});

const MODES = ['http', 'socket'] as const;

async function start(mode: (typeof MODES)[number], table = 'requests') {
  const base = { botToken: TOKENS.bot, apiUrl: slack.workspace.apiUrl };
  const environment: SlackEnvironment =
    mode === 'http' ? { ...base, mode, signingSecret: SIGNING_SECRET } : { ...base, mode, appToken: TOKENS.app };
  const app = await startApp({
    environment: { port: 0, table },
    slack: environment,
    settings: SETTINGS,
    log: createLog('error', { write: () => undefined }),
    host: '127.0.0.1',
  });
  apps.push(app);
  const address = `http://127.0.0.1:${app.port}`;
  slack.workspace.sendTo(`${address}/slack/events`);
  return { app, address };
}

async function ready(address: string): Promise<{ readonly status: number; readonly body: unknown }> {
  const response = await fetch(`${address}/readyz`);
  return { status: response.status, body: await response.json() };
}

describe.each(MODES)('the bot over %s', (mode) => {
  test('takes a command and is ready', async () => {
    const { address } = await start(mode);

    const outcome = await slack.workspace.user('U0RITA').command('C0GENERAL', '/ami help');

    expect(outcome).toMatchObject({ ok: true });
    expect(await ready(address)).toEqual({ status: 200, body: { status: 'ok' } });
    await slack.workspace.waitUntil(() => slack.workspace.user('U0RITA').ephemeralMessages().length > 0);
    expect(slack.workspace.violations).toEqual([]);
  });

  test('starts even if Slack is unavailable at first', async () => {
    for (const method of ['auth.test', 'apps.connections.open']) {
      slack.workspace.injectFault({ method, kind: { is: 'status', status: 503 } });
    }

    const { address } = await start(mode);

    expect(await ready(address)).toMatchObject({ status: 200 });
  });

  test('is not ready if its token is revoked', async () => {
    const { address } = await start(mode);

    slack.workspace.revokeTokens();

    expect(await ready(address)).toEqual({
      status: 503,
      body: { status: 'unavailable', reason: 'Slack: refuses the token (token_revoked)' },
    });
  });

  test('is not ready without its table', async () => {
    const { address } = await start(mode, 'another');

    expect(await ready(address)).toEqual({
      status: 503,
      body: { status: 'unavailable', reason: 'table: does not exist' },
    });
  });

  test('accepts no requests after it has stopped', async () => {
    const { app, address } = await start(mode);
    apps = [];

    await app.stop();

    await expect(fetch(`${address}/healthz`)).rejects.toThrow('fetch failed');
    expect(await slack.workspace.user('U0RITA').command('C0GENERAL', '/ami help')).toMatchObject({ ok: false });
  });

  test('answers acknowledged commands before it stops', async () => {
    const { app } = await start(mode);
    apps = [];
    await slack.workspace.user('U0RITA').command('C0GENERAL', '/ami requests all');

    await app.stop();

    expect(slack.workspace.user('U0RITA').ephemeralMessages()).toHaveLength(1);
  });
});

describe('the bot over a socket', () => {
  test('accepts commands again after Slack has asked it to reconnect', async () => {
    await start('socket');

    slack.workspace.refreshSocket();

    await slack.workspace.waitUntil(
      async () => (await slack.workspace.user('U0RITA').command('C0GENERAL', '/ami help')).ok,
    );
  });
});
