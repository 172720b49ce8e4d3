import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { EC2Client } from '@aws-sdk/client-ec2';
import { dryRuns } from '../../../src/aws/examine/dry-run.js';
import { NOTHING } from '../../../src/aws/examine/sample-input.js';
import { CALLS } from '../../../src/workflows/plan/calls.js';
import { ec2Answer, ec2Error, startScriptedAws, type Reply, type ScriptedAws } from '../endpoint/scripted-aws.js';

let aws: ScriptedAws;
let client: EC2Client;
let reply: (action: string) => Reply;
beforeEach(async () => {
  aws = await startScriptedAws(({ parameters }) => reply(parameters.get('Action') ?? ''));
  client = new EC2Client({
    region: 'us-east-1',
    endpoint: aws.url,
    credentials: { accessKeyId: 'k', secretAccessKey: 's' },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  await aws.close();
});

describe('dry runs', () => {
  test('ask for every call that a plan may hold, and make none of them', async () => {
    reply = () => ec2Error('DryRunOperation', 412);

    const runs = await dryRuns(client, NOTHING);

    expect(runs.map(({ permission }) => permission)).toEqual(
      expect.arrayContaining(Object.keys(CALLS).map((name) => `ec2:${name}`)),
    );
    expect(runs.filter(({ state }) => state !== 'allowed')).toEqual([]);
    expect(aws.asked).toHaveLength(runs.length);
    expect(aws.asked.filter(({ parameters }) => parameters.get('DryRun') !== 'true')).toEqual([]);
  });

  test.each([
    ['denied', ec2Error('UnauthorizedOperation', 403), 'denied'],
    ['refused for another reason', ec2Error('InvalidAMIID.NotFound', 400), 'untold'],
    ['answered as if it had been made', ec2Answer('CopyImage'), 'untold'],
    ['throttled', ec2Error('RequestLimitExceeded', 503), 'untold'],
  ])('that are %s', async (_what, answer, state) => {
    reply = () => answer;

    expect([...new Set((await dryRuns(client, NOTHING)).map((run) => run.state))]).toEqual([state]);
  });
});
