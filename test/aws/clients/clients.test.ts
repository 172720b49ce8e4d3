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

describe('by whose credentials calls are made', () => {
  test("in the home account by the bot's own, without asking for a session", async () => {
    await clients.ec2(AT_HOME).send(new DescribeImagesCommand({}));
    await clients.ec2(AT_HOME, 'AR-7F3K2M-U0RITA').send(new DescribeImagesCommand({}));

    expect(aws.requests.map(({ scope }) => scope.replace(/\d{8}/, 'date'))).toEqual([
      'OWNKEY/date/us-east-1/ec2',
      'OWNKEY/date/us-east-1/ec2',
    ]);
  });

  test('elsewhere by those of the role, asked for once with its external id', async () => {
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

  test('a change by a session that names the request and who asked for it', async () => {
    const attributionName = attributionSessionName({
      requestId: 'AR-7F3K2M',
      requester: { teamId: 'T0', userId: 'U0RITA' },
    });

    await clients.ec2(IN_PROD, attributionName).send(new DescribeImagesCommand({}));

    expect(aws.requests[0]?.parameters.get('RoleSessionName')).toBe('AR-7F3K2M-U0RITA');
  });

  test('by a role in the home account too, where one is configured for it', async () => {
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
  ])('in %s nobody acts', (_, account, words) => {
    expect(() => clients.ec2({ ...AT_HOME, account })).toThrow(AccessDenied);
    expect(() => requireActingAccount(DIRECTORY, account)).toThrow(words);
  });
});

describe('where calls go', () => {
  test('an endpoint of one service is used for that service alone', async () => {
    const ec2 = await startScriptedAws(({ parameters }) => ec2Response(parameters.get('Action') ?? ''));
    process.env.AWS_ENDPOINT_URL_EC2 = ec2.url;

    await clients.ec2(IN_PROD).send(new DescribeImagesCommand({}));
    await ec2.close();

    expect(aws.requests.map(({ parameters }) => parameters.get('Action'))).toEqual(['AssumeRole']);
    expect(ec2.requests.map(({ parameters }) => parameters.get('Action'))).toEqual(['DescribeImages']);
  });

  test('a client is made once for a place', () => {
    expect(clients.ec2(AT_HOME)).toBe(clients.ec2(AT_HOME));
    expect(clients.ec2(AT_HOME)).not.toBe(clients.ec2({ ...AT_HOME, region: 'eu-west-1' }));
  });
});

describe('how often a call is sent', () => {
  test('a read three times, when AWS asks to wait', async () => {
    reply = () => ec2Error('RequestLimitExceeded', 503);

    await expect(clients.ec2(AT_HOME).send(new DescribeImagesCommand({}))).rejects.toThrow('words');

    expect(aws.requests).toHaveLength(3);
  });

  test('a change once, however it ends: whether to repeat it is not for the client to decide', async () => {
    const changing = clients.ec2(AT_HOME, 'AR-7F3K2M-U0RITA');
    reply = () => ec2Error('RequestLimitExceeded', 503);
    await expect(changing.send(new DeregisterImageCommand({ ImageId: 'ami-1' }))).rejects.toThrow('words');
    reply = () => 'hang-up';
    await expect(changing.send(new DeregisterImageCommand({ ImageId: 'ami-1' }))).rejects.toThrow();

    expect(aws.requests).toHaveLength(2);
  });
});
