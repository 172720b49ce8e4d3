import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DeregisterImageCommand, DescribeImagesCommand } from '@aws-sdk/client-ec2';
import {
  requireActingAccount,
  createClients,
  attributionSessionName,
  type Clients,
} from '../../../src/aws/clients/clients.js';
import { AccessDenied } from '../../../src/workflows/ports/errors.js';
import type { Directory } from '../../../src/domain/model/directory.js';
import {
  assumedRole,
  ec2Response,
  ec2Error,
  startScriptedAws,
  type ReceivedRequest,
  type Reply,
  type ScriptedAws,
} from '../endpoint/scripted-aws.js';

const HOME = '999988887777';
const PROD = '111122223333';
const PARTNER = '777788889999';
const ROLE = `arn:aws:iam::${PROD}:role/ami-steward`;
const DIRECTORY: Directory = [
  { id: HOME, name: 'images', regions: ['us-east-1'] },
  { id: PROD, name: 'prod', regions: ['us-east-1'], roleArn: ROLE, externalId: 'steward-prod' },
  { id: PARTNER, name: 'partner', regions: ['us-east-1'] },
];
const AT_HOME = { account: HOME, region: 'us-east-1' };
const IN_PROD = { account: PROD, region: 'eu-west-1' };

let aws: ScriptedAws;
let clients: Clients;
let reply: (asked: ReceivedRequest) => Reply | 'hang-up';

beforeEach(async () => {
  reply = ({ parameters }) => ec2Response(parameters.get('Action') ?? '');
  aws = await startScriptedAws((asked) =>
    asked.parameters.get('Action') === 'AssumeRole' ? assumedRole('ASSUMED') : reply(asked),
  );
  process.env.AWS_ENDPOINT_URL = aws.url;
  process.env.AWS_ACCESS_KEY_ID = 'OWNKEY';
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  clients = createClients({ directory: DIRECTORY, homeRegion: 'us-east-1', clock: { now: () => new Date() } });
});

afterEach(async () => {
  clients.close();
  await aws.close();
  delete process.env.AWS_ENDPOINT_URL;
  delete process.env.AWS_ENDPOINT_URL_EC2;
});

describe('the credentials of a call', () => {
  test('are those of the bot in the home account, without AssumeRole', async () => {
    await clients.ec2(AT_HOME).send(new DescribeImagesCommand({}));
    await clients.ec2(AT_HOME, 'AR-7F3K2M-U0RITA').send(new DescribeImagesCommand({}));

    expect(aws.requests.map(({ scope }) => scope.replace(/\d{8}/, 'date'))).toEqual([
      'OWNKEY/date/us-east-1/ec2',
      'OWNKEY/date/us-east-1/ec2',
    ]);
  });

  test('are those of the account role elsewhere, assumed once with its external ID', async () => {
    await clients.ec2(IN_PROD).send(new DescribeImagesCommand({}));
    await clients.ec2({ ...IN_PROD, region: 'us-east-1' }).send(new DescribeImagesCommand({}));

    const [assume, first, second] = aws.requests;
    expect(aws.requests).toHaveLength(3);
    expect(Object.fromEntries(assume?.parameters ?? [])).toMatchObject({
      Action: 'AssumeRole',
      RoleArn: ROLE,
      ExternalId: 'steward-prod',
      RoleSessionName: 'ami-steward',
      DurationSeconds: '3600',
    });
    expect(first?.scope).toMatch(/^ASSUMED\/\d{8}\/eu-west-1\/ec2$/);
    expect(second?.scope).toMatch(/^ASSUMED\/\d{8}\/us-east-1\/ec2$/);
  });

  test('come from a session named after the request and its requester for a change', async () => {
    const attributionName = attributionSessionName({
      requestId: 'AR-7F3K2M',
      requester: { teamId: 'T0', userId: 'U0RITA' },
    });

    await clients.ec2(IN_PROD, attributionName).send(new DescribeImagesCommand({}));

    expect(aws.requests[0]?.parameters.get('RoleSessionName')).toBe('AR-7F3K2M-U0RITA');
  });

  test('come from a role in the home account if one is configured', async () => {
    const roleArn = `arn:aws:iam::${HOME}:role/ami-steward`;
    const directory: Directory = [{ ...DIRECTORY[0], roleArn }];
    const own = createClients({ directory, homeRegion: 'us-east-1', clock: { now: () => new Date() } });

    await own.ec2(AT_HOME).send(new DescribeImagesCommand({}));
    own.close();

    expect(aws.requests.map(({ parameters }) => parameters.get('RoleArn'))).toEqual([roleArn, null]);
  });

  test.each([
    ['an account without a role', PARTNER, /partner/],
    ['an account outside the directory', '123456789012', /not in the directory/],
  ])('are refused in %s', (_, account, words) => {
    expect(() => clients.ec2({ ...AT_HOME, account })).toThrow(AccessDenied);
    expect(() => requireActingAccount(DIRECTORY, account)).toThrow(words);
  });
});

describe('the client of a service', () => {
  test('uses a service-specific endpoint only for that service', async () => {
    const ec2 = await startScriptedAws(({ parameters }) => ec2Response(parameters.get('Action') ?? ''));
    process.env.AWS_ENDPOINT_URL_EC2 = ec2.url;

    await clients.ec2(IN_PROD).send(new DescribeImagesCommand({}));
    await ec2.close();

    expect(aws.requests.map(({ parameters }) => parameters.get('Action'))).toEqual(['AssumeRole']);
    expect(ec2.requests.map(({ parameters }) => parameters.get('Action'))).toEqual(['DescribeImages']);
  });

  test('is created once per account and Region', () => {
    expect(clients.ec2(AT_HOME)).toBe(clients.ec2(AT_HOME));
    expect(clients.ec2(AT_HOME)).not.toBe(clients.ec2({ ...AT_HOME, region: 'eu-west-1' }));
  });
});

describe('the number of attempts', () => {
  test('is three for a throttled read', async () => {
    reply = () => ec2Error('RequestLimitExceeded', 503);

    await expect(clients.ec2(AT_HOME).send(new DescribeImagesCommand({}))).rejects.toThrow('words');

    expect(aws.requests).toHaveLength(3);
  });

  test('is one for a change, whether it is throttled or gets no response', async () => {
    const changing = clients.ec2(AT_HOME, 'AR-7F3K2M-U0RITA');
    reply = () => ec2Error('RequestLimitExceeded', 503);
    await expect(changing.send(new DeregisterImageCommand({ ImageId: 'ami-1' }))).rejects.toThrow('words');
    reply = () => 'hang-up';
    await expect(changing.send(new DeregisterImageCommand({ ImageId: 'ami-1' }))).rejects.toThrow();

    expect(aws.requests).toHaveLength(2);
  });
});
