import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startDynamo, type Dynamo } from '../../sandbox/dynamodb.js';
import { startAws, type SimulatedAws } from '../../sandbox/ec2/index.js';
import { DIRECTORY, HOME_CREDENTIALS } from '../../sandbox/seed/accounts.js';
import { seedAws } from '../../sandbox/seed/images.js';
import { buildCli, type RunCli } from './built-cli.js';

let aws: SimulatedAws;
let dynamo: Dynamo;
let run: RunCli;
let folder: string;
let here: Readonly<Record<string, string>>;

beforeAll(async () => {
  run = await buildCli('digest');
  aws = await startAws({ clock: { now: () => new Date() }, seed: seedAws });
  dynamo = await startDynamo();
  folder = await mkdtemp(join(tmpdir(), 'ami-steward-digest-'));
  // JSON is YAML.
  await writeFile(join(folder, 'config.yml'), JSON.stringify(CONFIGURATION));
  here = {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ENDPOINT_URL_DYNAMODB: dynamo.url,
    AWS_ACCESS_KEY_ID: HOME_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: HOME_CREDENTIALS.secretAccessKey,
    STEWARD_CONFIG: join(folder, 'config.yml'),
  };
});
afterAll(async () => {
  await aws.close();
  await dynamo.close();
  await rm(folder, { recursive: true });
});

const CONFIGURATION = {
  home_region: 'us-east-1',
  accounts: DIRECTORY.map(({ id, name, regions, roleArn, externalId }) => ({
    id,
    name,
    regions,
    role_arn: roleArn,
    external_id: externalId,
  })),
  approvals: { channel: 'C0APPROVALS', rules: [{ action: '*', auto: true }] },
};

describe('npm run digest', () => {
  test('prints the stale AMIs as a table, their cost, and each missing permission once', async () => {
    const { code, stdout, stderr } = await run(here);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^AMI +Name +Account +Region +Created +Up to \$ a month\nami-/);
    expect(stdout).toMatch(/\n\d+ stale AMIs, up to \$\d+\.\d\d a month \(an estimate: .+\); in use \d+, recent \d+/);
    expect(stdout.match(/ec2:DescribeImageReferences is missing, in eu-west-1/g)).toHaveLength(1);
  });

  test('prints only the verdicts on all AMIs as JSON', async () => {
    const { code, stdout, stderr } = await run(here, '--json');

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const printed: unknown = JSON.parse(stdout);
    expect(printed).toMatchObject({
      scannedAt: expect.stringMatching(/^\d{4}-/) as unknown,
      // One call for each of seven Regions of accounts, and four more for the grantees in the five that have AMIs.
      apiCalls: { DescribeImages: 27 },
      problems: expect.arrayContaining([expect.stringContaining('npm run create-table')]) as unknown,
    });
    expect(printed).toHaveProperty(
      'images',
      expect.arrayContaining([
        {
          imageId: 'ami-01f5e11a1b2c3d4e0',
          name: 'build-agent-9',
          account: '999988887777',
          region: 'us-east-1',
          verdict: 'recent',
          reasons: [expect.stringMatching(/^Launched /)],
          createdAt: expect.any(String) as unknown,
          lastLaunchedAt: expect.any(String) as unknown,
          sizeGiB: 8,
          monthlyCostUsd: 0.4,
          sharedWith: null,
        },
      ]),
    );
  });

  test.each([
    ['an unknown option', ['--yaml'], {}, /^Usage: npm run digest/],
    ['a file that does not exist', [], { STEWARD_CONFIG: 'none.yml' }, /none\.yml, which cannot be read/],
    [
      'a table that cannot be reached',
      [],
      { AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9' },
      /^The scan could not be made: /,
    ],
  ])('exits with code 1 and an error message for %s', async (_, words, variables, says) => {
    const { code, stdout, stderr } = await run({ ...here, ...variables }, ...words);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
