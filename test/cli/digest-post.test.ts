import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createDigestStore, createDynamoClient, createScanStores } from '../../src/aws/dynamodb/index.js';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.js';
import { DIRECTORY, HOME_CREDENTIALS } from '../../sandbox/seed/accounts.js';
import type { Message } from '../../sandbox/slack/state/entities.js';
import { recordingLog } from '../journeys/harness.js';
import { buildCli, type CliResult, type RunCli } from './built-cli.js';

const DIGEST = 'C0DIGEST';

let sandbox: Sandbox;
let run: RunCli;
let folder: string;

beforeAll(async () => {
  run = await buildCli('digest');
  sandbox = await startSandbox({ port: 0, log: recordingLog().log, app: false });
  folder = await mkdtemp(join(tmpdir(), 'ami-steward-post-'));
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

/** Runs it as an operator does, with the sandbox's accounts. */
async function digest(words: readonly string[], part: object = { digest: { channel: DIGEST } }): Promise<CliResult> {
  const accounts = DIRECTORY.map(({ id, name, regions, roleArn, externalId }) => ({
    id,
    name,
    regions,
    role_arn: roleArn,
    external_id: externalId,
  }));
  const approvals = { channel: 'C0APPROVALS', rules: [{ action: '*', auto: true }] };
  const file = join(folder, 'config.yml');
  // JSON is YAML.
  await writeFile(file, JSON.stringify({ home_region: 'us-east-1', accounts, approvals, ...part }));
  return run(
    {
      SLACK_BOT_TOKEN: sandbox.credentials.botToken,
      SLACK_SIGNING_SECRET: sandbox.credentials.signingSecret,
      SLACK_API_URL: sandbox.workspace.apiUrl,
      AWS_ENDPOINT_URL: sandbox.aws.url,
      AWS_ENDPOINT_URL_DYNAMODB: sandbox.dynamodbUrl,
      AWS_ACCESS_KEY_ID: HOME_CREDENTIALS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: HOME_CREDENTIALS.secretAccessKey,
      STEWARD_CONFIG: file,
    },
    ...words,
  );
}

function post(...words: readonly string[]): Promise<CliResult> {
  return digest(['--post', ...words]);
}

function digests(): readonly Message[] {
  return sandbox.workspace.messages(DIGEST).filter(({ thread_ts }) => thread_ts === null);
}

async function remembered() {
  const client = createDynamoClient({ region: 'us-east-1' });
  const tableOptions = { client, table: 'ami-steward' };
  try {
    return {
      record: await createDigestStore(tableOptions).load(),
      last: await createScanStores(tableOptions).scanHistory.lastScan(),
    };
  } finally {
    client.destroy();
  }
}

test('npm run digest lists the shares without a matching request, and posts nothing', async () => {
  const { stdout } = await digest([]);

  expect(stdout).toMatch(/\n\d+ shares without a matching request:\n {2}ami-\w+ \(.+\) of .+ is shared with /);
  expect(digests()).toEqual([]);
});

describe('npm run digest -- --post', () => {
  test('reports why Slack refused the post, and does not mark the day as posted', async () => {
    sandbox.workspace.injectFault({ method: 'chat.postMessage', kind: { is: 'status', status: 503 } });

    const { code, stdout, stderr } = await post();

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^The digest could not be made or posted: /);
    expect(digests()).toEqual([]);
    expect((await remembered()).last).toBeUndefined();
  });

  test('posts the digest in its channel, marks the day as posted and saves the scan', async () => {
    const { code, stdout, stderr } = await post('--json');

    const today = new Date().toISOString().slice(0, 10);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: `Posted in ${DIGEST} as the digest of ${today}: the scheduled one of that day is done.\n`,
    });
    expect(JSON.parse(stdout)).toHaveProperty('scannedAt');
    expect(digests()).toHaveLength(1);
    const { record, last } = await remembered();
    expect(record).toMatchObject({ day: today, message: { channel: DIGEST, ts: digests()[0]?.ts } });
    expect(record).not.toHaveProperty('attempt');
    expect(last?.stale.length).toBeGreaterThan(5);
  });

  test('posts no second digest on the same day, and reports this', async () => {
    const { code, stdout, stderr } = await post();

    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toMatch(/^Nothing was posted: the digest of \d{4}-\d\d-\d\d is in C0DIGEST already/);
    expect(digests()).toHaveLength(1);
  });

  test('leaves no digest for the app to post that day', async () => {
    await sandbox.startApp();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await sandbox.stopApp();

    expect(digests()).toHaveLength(1);
  });

  test('requires a channel in the configuration', async () => {
    const { code, stderr } = await digest(['--post'], {});

    expect(code).toBe(1);
    expect(stderr).toMatch(/^--post needs the key digest in the configuration/);
  });
});
