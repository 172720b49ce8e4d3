import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createClients, type Clients } from '../../../src/aws/clients/clients.js';
import { readImportRole } from '../../../src/aws/iam/import-role.js';
import { inspectBucket } from '../../../src/aws/s3/bucket.js';
import { known } from '../../../src/domain/model/fact.js';
import { startScriptedAws, type Reply, type ScriptedAws } from '../endpoint/scripted-aws.js';

const PLACE = { account: '999988887777', region: 'us-east-1' };
const FILE = { bucket: 'vm-images', key: 'a b/web+1&.ova' };
const LISTED =
  '<ListBucketResult><Name>vm-images</Name><Prefix>a+b/web%2B1%26.ova</Prefix><Contents><Key>a+b/web%2B1%26.ova</Key>' +
  '<LastModified>2026-11-20T09:00:00.000Z</LastModified><ETag>&quot;x&quot;</ETag><Size>5000000000</Size></Contents></ListBucketResult>';

let aws: ScriptedAws;
let clients: Clients;
let replies: Reply[];

beforeEach(async () => {
  replies = [];
  aws = await startScriptedAws(() => replies.shift() ?? { status: 500, body: '' });
  process.env.AWS_ENDPOINT_URL = aws.url;
  process.env.AWS_ACCESS_KEY_ID = 'OWNKEY';
  process.env.AWS_SECRET_ACCESS_KEY = 'secret';
  clients = createClients({
    directory: [{ id: PLACE.account, name: 'images', regions: ['us-east-1'] }],
    homeRegion: 'us-east-1',
    clock: { now: () => new Date() },
  });
});

afterEach(async () => {
  clients.close();
  await aws.close();
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) {
    Reflect.deleteProperty(process.env, name);
  }
});

describe('inspecting an S3 bucket', () => {
  test('lists one key with an S3 signature and decodes special characters in it', async () => {
    replies = [{ status: 200, body: LISTED }];

    expect(await inspectBucket(clients, PLACE, FILE)).toEqual({
      region: known('us-east-1'),
      file: known({ sizeBytes: 5_000_000_000, storageClass: 'STANDARD', lastModifiedAt: '2026-11-20T09:00:00.000Z' }),
    });
    expect(aws.requests).toMatchObject([
      {
        method: 'GET',
        path: '/vm-images?encoding-type=url&list-type=2&max-keys=1&prefix=a%20b%2Fweb%2B1%26.ova',
        scope: expect.stringMatching(/\/us-east-1\/s3$/),
      },
    ]);
  });

  test('follows one Region redirect and not a second one', async () => {
    const elsewhere = { status: 301, body: '<Error><Code>PermanentRedirect</Code></Error>' };
    const headers = { 'x-amz-bucket-region': 'eu-west-1' };
    replies = [
      { ...elsewhere, headers },
      { ...elsewhere, headers: { 'x-amz-bucket-region': 'eu-central-1' } },
    ];

    const { region, file } = await inspectBucket(clients, PLACE, FILE);

    expect(region).toEqual(known('eu-west-1'));
    expect(file.known).toBe(false);
    expect(aws.requests.map(({ scope }) => scope.split('/')[2])).toEqual(['us-east-1', 'eu-west-1']);
  });

  test('reads the Region of a bucket from a 403 response', async () => {
    const body = '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
    replies = [{ status: 403, body, headers: { 'x-amz-bucket-region': 'us-east-1' } }];

    const { region, file } = await inspectBucket(clients, PLACE, FILE);

    expect(region).toEqual(known('us-east-1'));
    expect(file).toMatchObject({ known: false, permission: 's3:ListBucket' });
  });

  test.each<[string, Reply]>([
    ['is denied with an empty body', { status: 403, body: '' }],
    ['fails three times', { status: 503, body: '<Error><Code>SlowDown</Code></Error>' }],
    ['returns an unexpected body', { status: 200, body: LISTED.replace(/<Size>.*<\/Size>/, '') }],
  ])('reports the file as unknown, not as missing, when the call %s', async (_, reply) => {
    replies = [reply, reply, reply];

    const { file } = await inspectBucket(clients, PLACE, FILE);

    expect(file.known).toBe(false);
  });
});

describe('reading the role vmimport', () => {
  function answer(...statements: readonly object[]): Reply {
    const document = encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
    const body = `<GetRoleResponse><GetRoleResult><Role><AssumeRolePolicyDocument>${document}</AssumeRolePolicyDocument></Role></GetRoleResult></GetRoleResponse>`;
    return { status: 200, body };
  }

  test.each<[string, Reply, string]>([
    [
      'trusts VM Import/Export',
      answer({ Effect: 'Allow', Principal: { Service: 'vmie.amazonaws.com' }, Action: 'sts:AssumeRole' }),
      'trusted',
    ],
    [
      'trusts VM Import/Export and other services',
      answer({ Effect: 'Allow', Principal: { Service: ['ec2.amazonaws.com', 'vmie.amazonaws.com'] } }),
      'trusted',
    ],
    [
      'trusts only another service',
      answer({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' } }),
      'untrusted',
    ],
    [
      'denies VM Import/Export',
      answer({ Effect: 'Deny', Principal: { Service: 'vmie.amazonaws.com' } }, { Effect: 'Allow', Principal: '*' }),
      'untrusted',
    ],
    [
      'exists',
      { status: 404, body: '<ErrorResponse><Error><Code>NoSuchEntity</Code></Error></ErrorResponse>' },
      'missing',
    ],
  ])('reports whether it %s', async (_, reply, role) => {
    replies = [reply];

    expect(await readImportRole(clients, { ...PLACE, region: 'eu-west-1' })).toBe(role);
    expect(aws.requests[0]?.scope).toMatch(/\/us-east-1\/iam$/);
  });

  test.each<[string, Reply, object]>([
    [
      'cannot be read because of a denial',
      { status: 403, body: '<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>' },
      { kind: 'access-denied', permission: 'iam:GetRole' },
    ],
    ['is returned in an unexpected form', { status: 200, body: '<GetRoleResponse/>' }, { code: 'unexpected-answer' }],
  ])('throws when the role %s', async (_, reply, failure) => {
    replies = [reply];

    await expect(readImportRole(clients, PLACE)).rejects.toMatchObject(failure);
  });
});
