import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  DescribeImagesCommand,
  DescribeRegionsCommand,
  DescribeVpcsCommand,
  EC2Client,
  ModifyImageAttributeCommand,
} from '@aws-sdk/client-ec2';
import { ListKeysCommand } from '@aws-sdk/client-kms';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { z } from 'zod';
import { ACCOUNTS } from '../../../sandbox/seed/accounts.js';
import { startAwsUnderTest, type AwsUnderTest } from './aws-under-test.js';

let world: AwsUnderTest;
beforeAll(async () => {
  world = await startAwsUnderTest();
});
beforeEach(() => world.aws.reset());
afterAll(() => world.close());

const GOLDEN = 'ami-1234567890abcdef0';
const PROD_ROLE = `arn:aws:iam::${ACCOUNTS.prod}:role/ami-steward`;
const DEV_ROLE = `arn:aws:iam::${ACCOUNTS.dev}:role/ami-steward`;

describe('credentials', () => {
  test('identify the account of the caller', async () => {
    expect(await world.sts().send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: ACCOUNTS.images });
  });

  test('of a role act in its account under the session name', async () => {
    await (await world.ec2('us-east-1', ACCOUNTS.prod)).send(new DescribeRegionsCommand({}));

    expect(world.aws.calls.at(-1)).toMatchObject({
      service: 'ec2',
      operation: 'DescribeRegions',
      account: ACCOUNTS.prod,
      region: 'us-east-1',
      sessionName: 'test',
      outcome: 'ok',
    });
  });

  test.each([
    ['an unknown role', { RoleArn: `arn:aws:iam::${ACCOUNTS.prod}:role/other` }],
    ['a role that requires an external ID', { RoleArn: DEV_ROLE }],
    ['a wrong external ID', { RoleArn: DEV_ROLE, ExternalId: 'guessed' }],
    ['an unexpected external ID', { RoleArn: PROD_ROLE, ExternalId: 'surplus' }],
  ])('are denied for %s', async (_what, role) => {
    const asked = world.sts().send(new AssumeRoleCommand({ RoleSessionName: 'test', ...role }));

    await expect(asked).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('sts:AssumeRole'),
    });
  });

  test('of a role expire', async () => {
    const prod = await world.ec2('us-east-1', ACCOUNTS.prod);
    world.advance(3600);

    await expect(prod.send(new DescribeRegionsCommand({}))).rejects.toMatchObject({ name: 'RequestExpired' });
  });

  test('are refused if they are unknown', async () => {
    const stranger = new EC2Client({
      region: 'us-east-1',
      endpoint: world.aws.url,
      credentials: { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'x' },
    });

    await expect(stranger.send(new DescribeRegionsCommand({}))).rejects.toMatchObject({ name: 'AuthFailure' });
    stranger.destroy();
  });

  test('are required', async () => {
    const response = await fetch(world.aws.url, { method: 'POST', body: 'Action=DescribeRegions&Version=2016-11-15' });

    expect([response.status, await response.text()]).toEqual([
      401,
      expect.stringContaining('<Code>AuthFailure</Code>'),
    ]);
  });
});

describe('a request that is not simulated', () => {
  test('fails for an unknown operation with the error of the service', async () => {
    await expect((await world.ec2()).send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
      name: 'InvalidAction',
      message: 'The action DescribeVpcs is not valid for this web service.',
    });
    await expect(world.kms().send(new ListKeysCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException',
    });
  });

  test('fails for an unknown parameter instead of ignoring it', async () => {
    const asked = (await world.ec2()).send(new ModifyImageAttributeCommand({ ImageId: GOLDEN, ProductCodes: ['x'] }));

    await expect(asked).rejects.toMatchObject({
      name: 'UnknownParameter',
      message: 'The parameter ProductCode is not recognized',
    });
  });

  test('fails for an invalid parameter and names it', async () => {
    const asked = (await world.ec2()).send(new DescribeImagesCommand({ MaxResults: 1001 }));

    await expect(asked).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining('MaxResults'),
    });
  });
});

describe('faults', () => {
  const share = new ModifyImageAttributeCommand({
    ImageId: GOLDEN,
    LaunchPermission: { Add: [{ UserId: ACCOUNTS.prod }] },
  });

  function isShared(): boolean {
    return (world.aws.store.get('images', GOLDEN)?.launchPermissions.length ?? 0) > 0;
  }

  test.each([
    [{ kind: 'throttled' } as const, { name: 'RequestLimitExceeded', $metadata: { httpStatusCode: 503 } }],
    [{ kind: 'internal-error' } as const, { name: 'InternalError', $metadata: { httpStatusCode: 500 } }],
    [
      { kind: 'denied' } as const,
      { name: 'UnauthorizedOperation', message: expect.stringContaining('ec2:ModifyImageAttribute') },
    ],
    [{ kind: 'expired-credentials' } as const, { name: 'RequestExpired' }],
    [
      { kind: 'refused', code: 'OperationNotPermitted', message: 'Not today.' } as const,
      { name: 'OperationNotPermitted', message: 'Not today.' },
    ],
  ])('%j returns the error without an effect', async (fault, error) => {
    world.aws.faults.inject({ operation: 'ModifyImageAttribute', fault });

    await expect((await world.ec2()).send(share)).rejects.toMatchObject(error);
    expect(isShared()).toBe(false);
  });

  test.each([
    ['lost-request', false],
    ['lost-answer', true],
  ] as const)('after a %s the call has taken effect: %s', async (kind, happened) => {
    world.aws.faults.inject({ operation: 'ModifyImageAttribute', fault: { kind } });

    await expect((await world.ec2()).send(share)).rejects.toThrow('socket hang up');
    expect(isShared()).toBe(happened);
    expect(world.aws.calls.at(-1)).toMatchObject({ operation: 'ModifyImageAttribute', outcome: 'lost' });
  });

  test('apply to the given calls, account and Region until used up or removed', async () => {
    const ec2 = await world.ec2();
    const europe = await world.ec2('eu-west-1');
    const remove = world.aws.faults.inject({ operation: '*', region: 'eu-west-1', fault: { kind: 'throttled' } });
    world.aws.faults.inject({
      operation: 'DescribeRegions',
      account: ACCOUNTS.images,
      times: 1,
      fault: { kind: 'internal-error' },
    });
    const asked = new DescribeRegionsCommand({});

    await expect(europe.send(asked)).rejects.toMatchObject({ name: 'RequestLimitExceeded' });
    await expect(ec2.send(asked)).rejects.toMatchObject({ name: 'InternalError' });
    expect((await ec2.send(asked)).Regions).not.toHaveLength(0);
    remove();
    expect((await europe.send(asked)).Regions).not.toHaveLength(0);
  });

  test('a slow call completes', async () => {
    world.aws.faults.inject({ operation: 'ModifyImageAttribute', fault: { kind: 'slow', ms: 30 } });

    await (await world.ec2()).send(share);

    expect(isShared()).toBe(true);
  });
});

describe('the Recycle Bin', () => {
  async function ask(method: string, path: string, body?: object, region = 'us-east-1') {
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIASANDBOXIMAGES000/20261124/${region}/rbin/aws4_request, SignedHeaders=host, Signature=0`;
    const response = await fetch(`${world.aws.url}${path}`, {
      method,
      headers: { authorization },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      error: response.headers.get('x-amzn-errortype'),
      body: z.unknown().parse(await response.json()),
    };
  }

  test('lists the rules of a Region', async () => {
    expect(await ask('POST', '/list-rules', { ResourceType: 'EC2_IMAGE' })).toMatchObject({
      status: 200,
      body: {
        Rules: [
          { Identifier: 'imageRule01', RetentionPeriod: { RetentionPeriodValue: 14, RetentionPeriodUnit: 'DAYS' } },
        ],
      },
    });
    expect(await ask('POST', '/list-rules', { ResourceType: 'EC2_IMAGE' }, 'eu-west-1')).toMatchObject({
      body: { Rules: [] },
    });
  });

  test('returns a rule with its tags', async () => {
    expect(await ask('GET', '/rules/snapRule001')).toMatchObject({
      body: { ResourceType: 'EBS_SNAPSHOT', ResourceTags: [{ ResourceTagKey: 'Retain', ResourceTagValue: 'yes' }] },
    });
  });

  test.each([
    ['an unknown rule', 'GET', '/rules/other', undefined, 404, 'ResourceNotFoundException'],
    ['an unknown type', 'POST', '/list-rules', { ResourceType: 'VOLUME' }, 400, 'ValidationException'],
    ['an unknown path', 'POST', '/rules', {}, 400, 'UnknownOperationException'],
  ])('refuses %s', async (_what, method, path, body, status, error) => {
    expect(await ask(method, path, body)).toMatchObject({ status, error });
  });
});

test('reset discards changes, faults and calls and restores the seed', async () => {
  const ec2 = await world.ec2();
  await ec2.send(
    new ModifyImageAttributeCommand({ ImageId: GOLDEN, LaunchPermission: { Add: [{ UserId: ACCOUNTS.prod }] } }),
  );
  world.aws.faults.inject({ operation: '*', fault: { kind: 'throttled' } });

  world.aws.reset();

  expect(world.aws.calls).toEqual([]);
  expect(world.aws.store.get('images', GOLDEN)?.launchPermissions).toEqual([]);
  expect((await ec2.send(new DescribeRegionsCommand({}))).Regions).not.toHaveLength(0);
});
