import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startDynamo, type Dynamo } from '../../sandbox/dynamodb.js';
import { buildCli, type RunCli } from './built-cli.js';

let dynamo: Dynamo;
let run: RunCli;
beforeAll(async () => {
  run = await buildCli('create-table');
  dynamo = await startDynamo();
});
afterAll(() => dynamo.close());

describe('npm run create-table', () => {
  test('reports what it created, and only that the table is ready when repeated', async () => {
    const variables = { AWS_ENDPOINT_URL: dynamo.url, STEWARD_TABLE: 'requests', AWS_REGION: 'eu-west-1' };

    expect(await run(variables)).toEqual({
      code: 0,
      stdout: 'Created the table requests with its indexes.\nThe table requests in eu-west-1 is ready.\n',
      stderr: '',
    });
    expect(await run(variables)).toEqual({
      code: 0,
      stdout: 'The table requests in eu-west-1 is ready.\n',
      stderr: '',
    });
  });

  test.each([
    [
      'a malformed variable',
      { STEWARD_TABLE: 'a table' },
      /STEWARD_TABLE: found "a table", expected the name of a table/,
    ],
    [
      'a file that does not exist',
      { STEWARD_CONFIG: 'none.yml' },
      /STEWARD_CONFIG: found none\.yml, which cannot be read/,
    ],
    [
      'an unreachable DynamoDB endpoint',
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
      /^The table ami-steward in us-east-1 could not be made ready: .+\n$/,
    ],
  ])('exits with code 1 and an error message for %s', async (_, variables, words) => {
    const { code, stdout, stderr } = await run(variables);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
