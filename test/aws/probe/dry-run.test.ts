import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { EC2Client } from '@aws-sdk/client-ec2';
import { runDryRuns } from '../../../src/aws/probe/dry-run.js';
import { PLACEHOLDER_IDS } from '../../../src/aws/probe/sample-input.js';
import { CALL_SPECS } from '../../../src/domain/plan/call-specs.js';
import { ec2Response, ec2Error, startScriptedAws, type Reply, type ScriptedAws } from '../endpoint/scripted-aws.js';

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
  test('cover every call that a plan can contain, and execute none', async () => {
    reply = () => ec2Error('DryRunOperation', 412);

    const runs = await runDryRuns(client, PLACEHOLDER_IDS);

    expect(runs.map(({ permission }) => permission)).toEqual(
      expect.arrayContaining(Object.keys(CALL_SPECS).map((name) => `ec2:${name}`)),
    );
    expect(runs.filter(({ state }) => state !== 'allowed')).toEqual([]);
    expect(aws.requests).toHaveLength(runs.length);
    expect(aws.requests.filter(({ parameters }) => parameters.get('DryRun') !== 'true')).toEqual([]);
  });

  test.each([
    ['denied', ec2Error('UnauthorizedOperation', 403), 'denied'],
    ['rejected for another reason as unknown', ec2Error('InvalidAMIID.NotFound', 400), 'unknown'],
    ['answered as if it had been executed as unknown', ec2Response('CopyImage'), 'unknown'],
    ['throttled as unknown', ec2Error('RequestLimitExceeded', 503), 'unknown'],
  ])('report a call that is %s', async (_what, answer, state) => {
    reply = () => answer;

    expect([...new Set((await runDryRuns(client, PLACEHOLDER_IDS)).map((run) => run.state))]).toEqual([state]);
  });
});
