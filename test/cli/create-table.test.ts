import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { startDynamo, type Dynamo } from '../../sandbox/dynamodb.js';

/** Below node_modules, so that packages are found from there. */
const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/ami-steward-create-table/', import.meta.url));
const CLI = `${FOLDER}create-table.mjs`;

let dynamo: Dynamo;
beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true });
  await build({
    entryPoints: [fileURLToPath(new URL('../../src/cli/create-table.ts', import.meta.url))],
    outfile: CLI,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
  dynamo = await startDynamo();
});
afterAll(() => dynamo.close());

interface Ended {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** As an operator runs it, in a folder without a configuration file. */
function run(variables: Readonly<Record<string, string>>): Promise<Ended> {
  const env = {
    PATH: process.env.PATH,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...variables,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI], { cwd: FOLDER, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, stdout, stderr });
    });
  });
}

describe('npm run create-table', () => {
  test('says what it did, and nothing but that all is ready when it is repeated', async () => {
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
      'a file that is not there',
      { STEWARD_CONFIG: 'none.yml' },
      /STEWARD_CONFIG: found none\.yml, which cannot be read/,
    ],
    [
      'a DynamoDB that is not there',
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
      /^The table ami-steward in us-east-1 could not be made ready: .+\n$/,
    ],
  ])('ends with code 1 and a sentence for %s', async (_, variables, words) => {
    const { code, stdout, stderr } = await run(variables);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
