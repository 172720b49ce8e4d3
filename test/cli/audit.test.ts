import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRequestStore, createTable } from '../../src/aws/dynamodb/index.js';
import { startDynamo, type Dynamo } from '../../sandbox/dynamodb.js';
import { clientFor } from '../aws/dynamodb/store-harness.js';
import { ana, request, rita, t } from '../workflows/builders.js';
import { buildCli, type RunCli } from './built-cli.js';

const TABLE = 'requests';

let dynamo: Dynamo;
let run: RunCli;
let here: Readonly<Record<string, string>>;
beforeAll(async () => {
  run = await buildCli('audit');
  dynamo = await startDynamo();
  here = { AWS_ENDPOINT_URL: dynamo.url, STEWARD_TABLE: TABLE, AWS_REGION: 'eu-west-1' };
  const client = clientFor(dynamo.url);
  await createTable({ client, table: TABLE, pauseMs: 20 });
  const store = createRequestStore({ client, table: TABLE });
  await store.create(
    request({
      history: [
        { type: 'requested', by: rita, at: t(0) },
        { type: 'denied', by: ana, reason: 'not “now”\n', at: t(60) },
      ],
    }),
  );
  client.destroy();
});
afterAll(() => dynamo.close());

describe('npm run audit', () => {
  test('prints only the events, each as one line of JSON', async () => {
    const { code, stdout, stderr } = await run(here);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      { requestId: 'AR-7F3K2M', type: 'requested', person: 'U0RITA' },
      { requestId: 'AR-7F3K2M', type: 'denied', person: 'U0ANA', text: 'not “now”\n' },
    ]);
  });

  test.each([
    ['2026-11-25', 0],
    ['2026-11-24', 2],
    ['2026-11-24T10:00:30+01:00', 1],
  ])('since %s prints %i of 2 events', async (since, count) => {
    const { code, stdout } = await run(here, '--since', since);

    expect(code).toBe(0);
    expect(stdout.split('\n').length - 1).toBe(count);
  });

  test.each([
    ['an invalid date', () => here, ['--since', 'yesterday'], /^Usage: npm run audit/],
    ['a day that does not exist', () => here, ['--since', '2026-13-01'], /^Usage: npm run audit/],
    ['an unknown option', () => here, ['--sinse', '2026-11-01'], /^Usage: npm run audit/],
    ['a malformed variable', () => ({ STEWARD_TABLE: 'a table' }), [], /STEWARD_TABLE: found "a table"/],
    [
      'a table that does not exist',
      () => ({ ...here, STEWARD_TABLE: 'nowhere' }),
      [],
      /^The table nowhere in eu-west-1 cannot be read: .+\n$/,
    ],
    [
      'an unreachable DynamoDB endpoint',
      () => ({ AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }),
      [],
      /^The table ami-steward in us-east-1 cannot be read: .+\n$/,
    ],
  ])('exits with code 1 and an error message for %s', async (_, variables, words, sentence) => {
    const { code, stdout, stderr } = await run(variables(), ...words);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
