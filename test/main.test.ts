import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { bundle } from './bundle.js';
import { portOf, startSlackStub, type SlackStub, type StubAnswer } from './server/slack-stub.js';

const FOLDER = fileURLToPath(new URL('../node_modules/.cache/ami-steward-test/', import.meta.url));
const MAIN = `${FOLDER}main.mjs`;
const CONFIG = `${FOLDER}steward.config.yml`;
const IDENTITY = { ok: true, team_id: 'T1', team: 'Team', bot_id: 'B1', user_id: 'U1' };

beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(
    CONFIG,
    'accounts: [{ id: "111122223333", name: images }]\n' +
      'approvals: { channel: C1, rules: [{ action: "*", approvers: [S1] }] }\n',
  );
  await bundle({ main: fileURLToPath(new URL('../src/main.js', import.meta.url)) }, FOLDER);
});

const children: ChildProcessWithoutNullStreams[] = [];
const stubs: SlackStub[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(stubs.splice(0).map((stub) => stub.close()));
});

/** The process as an operator starts it, on a port of its own choice. Without AWS: nothing here needs the table. */
function start(variables: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      STEWARD_CONFIG: CONFIG,
      SLACK_BOT_TOKEN: 'xoxb-0-secret',
      SLACK_SIGNING_SECRET: 'a-signing-secret',
      AWS_ACCESS_KEY_ID: 'none',
      AWS_SECRET_ACCESS_KEY: 'none',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...variables,
    },
  });
  children.push(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
  return {
    child,
    output,
    async ended() {
      const [code] = (await once(child, 'close')) as [number | null];
      return { code, ...output };
    },
    async logged(message: string): Promise<Record<string, unknown>> {
      for (;;) {
        const found = linesOf(output.stdout).find(({ msg }) => msg === message);
        if (found !== undefined) return found;
        await Promise.race([once(child.stdout, 'data'), once(child, 'close').then(() => failed(output))]);
      }
    },
  };
}

function failed(output: object): never {
  throw new Error(`The process ended: ${JSON.stringify(output)}`);
}

function linesOf(text: string): readonly Record<string, unknown>[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function slackThat(...answers: readonly [StubAnswer, ...StubAnswer[]]): Promise<string> {
  const stub = await startSlackStub(...answers);
  stubs.push(stub);
  return stub.url;
}

describe('a start that fails', () => {
  test('exits with code 1 and all configuration problems, without a stack or a secret', async () => {
    const { ended } = start({ SLACK_BOT_TOKEN: '', SLACK_SIGNING_SECRET: 'xoxb-9-secret', STEWARD_CONFIG: 'none.yml' });

    expect(await ended()).toEqual({
      code: 1,
      stdout: '',
      stderr: [
        'AMI Steward cannot start.',
        '3 problems in the environment:',
        '  SLACK_BOT_TOKEN: found nothing, expected the bot token of the Slack app, which begins with xoxb-',
        '  SLACK_SIGNING_SECRET: found a token (not shown), expected the signing secret of the Slack app; or set SLACK_APP_TOKEN for Socket Mode',
        '  STEWARD_CONFIG: found none.yml, which cannot be read (ENOENT), expected a file like steward.config.example.yml',
        '',
      ].join('\n'),
    });
  });

  test('exits with code 1 and an error message if Slack refuses the token', async () => {
    const { ended } = start({ SLACK_API_URL: await slackThat({ ok: false, error: 'invalid_auth' }) });

    expect(await ended()).toEqual({
      code: 1,
      stdout: '',
      stderr: 'AMI Steward cannot start.\nSLACK_BOT_TOKEN: Slack refuses the token: invalid_auth\n',
    });
  });

  test('exits with code 1 if Slack refuses the app token', async () => {
    const url = await slackThat(IDENTITY, { ok: false, error: 'invalid_auth' });
    const { ended } = start({ SLACK_API_URL: url, SLACK_APP_TOKEN: 'xapp-0-secret' });

    expect(await ended()).toMatchObject({
      code: 1,
      stderr: 'AMI Steward cannot start.\nSLACK_APP_TOKEN: Slack refuses the token: invalid_auth\n',
    });
  });

  test('exits with code 1 if the port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    const port = String(portOf(other.address()));

    const { ended } = start({ PORT: port });

    expect(await ended()).toMatchObject({
      code: 1,
      stderr: `AMI Steward cannot start.\nPORT: ${port} is taken by another process\n`,
    });
    other.close();
  });
});

describe('the process', () => {
  test('exits with code 0 on SIGTERM and logs only JSON', async () => {
    const { child, logged, ended } = start({ SLACK_API_URL: await slackThat(IDENTITY) });
    const { port } = await logged('started');
    const health = await fetch(`http://127.0.0.1:${String(port)}/healthz`);

    child.kill('SIGTERM');
    const { code, stdout, stderr } = await ended();

    expect({ health: health.status, code, stderr }).toEqual({ health: 200, code: 0, stderr: '' });
    expect(linesOf(stdout).at(-1)).toMatchObject({ msg: 'stopped' });
    expect(stdout).not.toContain('secret');
  });

  test('serves /healthz, and /readyz gives the reason while the table is unavailable', async () => {
    const { logged } = start({ SLACK_API_URL: await slackThat(IDENTITY) });
    const { port } = await logged('started');

    const response = await fetch(`http://127.0.0.1:${String(port)}/readyz`);

    expect({ status: response.status, body: (await response.json()) as unknown }).toEqual({
      status: 503,
      body: { status: 'unavailable', reason: 'table: is temporarily unavailable' },
    });
  });

  test('waits for Slack, and exits with code 0 on SIGTERM while it waits', async () => {
    const { child, logged, ended } = start({ SLACK_API_URL: await slackThat(503) });
    await logged('Slack does not answer yet');

    child.kill('SIGTERM');

    expect(await ended()).toMatchObject({ code: 0, stderr: '' });
  });
});
