import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { createRecycleBinClient, type RecycleBinClient } from '../../../src/aws/rbin/client.js';
import { startScriptedAws, type Reply, type ScriptedAws } from '../endpoint/scripted-aws.js';

const LIST = { method: 'POST', path: '/list-rules', body: { ResourceType: 'EC2_IMAGE' } } as const;
const GET = { method: 'GET', path: '/rules/abc' } as const;

let aws: ScriptedAws;
let reply: Reply;
const pool = new NodeHttpHandler();

beforeEach(async () => {
  reply = { status: 200, body: '{"Rules":[]}' };
  aws = await startScriptedAws(() => reply);
  process.env.AWS_ENDPOINT_URL_RBIN = aws.url;
});

afterEach(async () => {
  await aws.close();
  pool.destroy();
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_RBIN', 'AWS_CONFIG_FILE', 'AWS_PROFILE']) {
    Reflect.deleteProperty(process.env, name);
  }
});

function client(): RecycleBinClient {
  return createRecycleBinClient({
    region: 'eu-west-1',
    credentials: () => Promise.resolve({ accessKeyId: 'OWNKEY', secretAccessKey: 'secret' }),
    requestHandler: pool,
    retryMode: 'standard',
    maxAttempts: 3,
  });
}

describe('a Recycle Bin call', () => {
  test('is signed for the rbin service and its Region', async () => {
    expect(await client().send(LIST)).toEqual({ Rules: [] });

    expect(aws.requests).toMatchObject([{ method: 'POST', path: '/list-rules', body: '{"ResourceType":"EC2_IMAGE"}' }]);
    expect(aws.requests[0]?.scope).toMatch(/^OWNKEY\/\d{8}\/eu-west-1\/rbin$/);
  });

  test('is sent three times in total while the server fails', async () => {
    reply = { status: 503, body: 'not even JSON' };

    await expect(client().send(GET)).rejects.toThrow('503');

    expect(aws.requests).toHaveLength(3);
  });

  test.each<[string, Reply]>([
    [
      'a header',
      { status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException:http://x/' }, body: '{"Message":"no"}' },
    ],
    ['the body', { status: 403, body: '{"__type":"com.amazonaws.rbin#AccessDeniedException","message":"no"}' }],
  ])('that is refused takes the reason from %s and is not repeated', async (_, refusal) => {
    reply = refusal;

    await expect(client().send(GET)).rejects.toMatchObject({ name: 'AccessDeniedException', message: 'no' });

    expect(aws.requests).toHaveLength(1);
  });
});

describe('the Recycle Bin endpoint', () => {
  test('can have a path', async () => {
    process.env.AWS_ENDPOINT_URL_RBIN = `${aws.url}/prefix/`;

    await client().send(GET);

    expect(aws.requests[0]?.path).toBe('/prefix/rules/abc');
  });

  test('falls back to AWS_ENDPOINT_URL', async () => {
    process.env.AWS_ENDPOINT_URL_RBIN = '';
    process.env.AWS_ENDPOINT_URL = aws.url;

    await client().send(GET);

    expect(aws.requests).toHaveLength(1);
  });

  test.each([
    ['the profile', (url: string) => `[profile steward]\nendpoint_url = ${url}\n`],
    [
      'the services section',
      (url: string) => `[profile steward]\nservices = local\n\n[services local]\nrbin =\n  endpoint_url = ${url}\n`,
    ],
  ])('is read from %s of the AWS configuration file', async (_, fileFor) => {
    const directory = await mkdtemp(join(tmpdir(), 'steward-'));
    delete process.env.AWS_ENDPOINT_URL_RBIN;
    process.env.AWS_PROFILE = 'steward';
    process.env.AWS_CONFIG_FILE = join(directory, 'config');
    await writeFile(process.env.AWS_CONFIG_FILE, fileFor(aws.url));

    await client().send(GET);
    await rm(directory, { recursive: true });

    expect(aws.requests).toHaveLength(1);
  });
});
