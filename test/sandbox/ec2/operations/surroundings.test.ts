import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeRegionsCommand,
  DescribeSnapshotsCommand,
  DescribeTagsCommand,
  GetAllowedImagesSettingsCommand,
  GetEbsDefaultKmsKeyIdCommand,
  GetEbsEncryptionByDefaultCommand,
  GetImageBlockPublicAccessStateCommand,
} from '@aws-sdk/client-ec2';
import { DescribeKeyCommand, GetKeyPolicyCommand, ListGrantsCommand } from '@aws-sdk/client-kms';
import { GetParametersCommand } from '@aws-sdk/client-ssm';
import { z } from 'zod';
import { ACCOUNTS } from '../../../../sandbox/seed/accounts.js';
import { KEYS } from '../../../../sandbox/seed/keys.js';
import { startAwsUnderTest, type AwsUnderTest } from '../aws-under-test.js';

let world: AwsUnderTest;
beforeAll(async () => {
  world = await startAwsUnderTest();
});
beforeEach(() => world.aws.reset());
afterAll(() => world.close());

const GOLDEN = 'ami-1234567890abcdef0';

describe('DescribeSnapshots', () => {
  test('returns size, tier, key and progress', async () => {
    const asked = new DescribeSnapshotsCommand({ SnapshotIds: ['snap-0ec1ab1d0e2f3a4b1', 'snap-0a4c41fed0e1f2a31'] });
    const { Snapshots } = await (await world.ec2()).send(asked);

    expect(Snapshots).toMatchObject([
      {
        VolumeSize: 30,
        FullSnapshotSizeInBytes: 15 * 2 ** 30,
        Encrypted: true,
        KmsKeyId: KEYS.golden.arn,
        Progress: '100%',
        StorageTier: 'standard',
      },
      { VolumeSize: 200, FullSnapshotSizeInBytes: 180 * 2 ** 30, Encrypted: false, StorageTier: 'archive' },
    ]);
  });

  test('omits a private snapshot and fails for a missing one', async () => {
    const prod = await world.ec2('us-east-1', ACCOUNTS.prod);
    const shared = 'snap-05ba4ed1f2e3d4c51';

    const { Snapshots } = await prod.send(
      new DescribeSnapshotsCommand({ SnapshotIds: [shared, 'snap-1234567890abcdef1'] }),
    );
    expect(Snapshots?.map(({ SnapshotId }) => SnapshotId)).toEqual([shared]);
    await expect(
      prod.send(new DescribeSnapshotsCommand({ SnapshotIds: [shared, 'snap-0fffffffffffffff0'] })),
    ).rejects.toMatchObject({
      name: 'InvalidSnapshot.NotFound',
      message: "The snapshot 'snap-0fffffffffffffff0' does not exist.",
    });
  });

  test('filters by ID with a wildcard', async () => {
    const asked = new DescribeSnapshotsCommand({
      Filters: [{ Name: 'snapshot-id', Values: ['snap-1234567890abcdef?'] }],
      MaxResults: 1000,
    });
    const { Snapshots } = await (await world.ec2()).send(asked);

    expect(Snapshots).toHaveLength(2);
  });
});

describe('tags', () => {
  test('are set, listed and removed', async () => {
    const ec2 = await world.ec2();
    await ec2.send(new CreateTagsCommand({ Resources: [GOLDEN], Tags: [{ Key: 'Keep', Value: 'yes' }] }));
    await ec2.send(
      new DeleteTagsCommand({ Resources: [GOLDEN], Tags: [{ Key: 'Team' }, { Key: 'Tier', Value: 'other' }] }),
    );

    const { Tags } = await ec2.send(new DescribeTagsCommand({ Filters: [{ Name: 'resource-id', Values: [GOLDEN] }] }));
    expect(Tags?.map(({ Key, Value, ResourceType }) => [Key, Value, ResourceType])).toEqual([
      ['Name', 'golden-base', 'image'],
      ['Tier', 'base', 'image'],
      ['Release', '2026.11', 'image'],
      ['Keep', 'yes', 'image'],
    ]);
  });

  test.each([
    ['reserved keys', GOLDEN, [{ Key: 'aws:mine', Value: '' }], 'InvalidParameterValue'],
    [
      'more than 50 tags',
      GOLDEN,
      Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: '' })),
      'TagLimitExceeded',
    ],
    ['an image of another account', 'ami-0d0d1a2b3c4d5e6f0', [{ Key: 'k', Value: '' }], 'InvalidAMIID.NotFound'],
  ])('refuses %s', async (_what, id, tags, name) => {
    await expect(
      (await world.ec2()).send(new CreateTagsCommand({ Resources: [id], Tags: tags })),
    ).rejects.toMatchObject({ name });
  });
});

describe('the account settings in a Region', () => {
  test.each([
    ['us-east-1', 'block-new-sharing', 'declarative-policy'],
    ['eu-west-1', 'unblocked', 'account'],
    ['ap-south-1', 'block-new-sharing', 'account'],
  ])('return block public access: %s is %s', async (region, ImageBlockPublicAccessState, ManagedBy) => {
    const response = await (await world.ec2(region)).send(new GetImageBlockPublicAccessStateCommand({}));

    expect(response).toMatchObject({ ImageBlockPublicAccessState, ManagedBy });
  });

  test('return encryption by default and its key', async () => {
    const [home, europe] = [await world.ec2(), await world.ec2('eu-central-1')];

    expect((await home.send(new GetEbsEncryptionByDefaultCommand({}))).EbsEncryptionByDefault).toBe(false);
    expect((await europe.send(new GetEbsEncryptionByDefaultCommand({}))).EbsEncryptionByDefault).toBe(true);
    expect((await europe.send(new GetEbsDefaultKmsKeyIdCommand({}))).KmsKeyId).toBe('alias/aws/ebs');
  });

  test('return the Allowed AMIs settings', async () => {
    const response = await (await world.ec2('eu-central-1')).send(new GetAllowedImagesSettingsCommand({}));

    expect(response).toMatchObject({ State: 'audit-mode', ImageCriteria: [{ ImageProviders: ['amazon'] }] });
  });

  test('return the Regions', async () => {
    const { Regions } = await (await world.ec2()).send(new DescribeRegionsCommand({ RegionNames: ['eu-west-1'] }));

    expect(Regions).toMatchObject([{ RegionName: 'eu-west-1', OptInStatus: 'opt-in-not-required' }]);
  });
});

describe('KMS', () => {
  test.each([
    ['id', KEYS.golden.id, 'CUSTOMER'],
    ['ARN', KEYS.golden.arn, 'CUSTOMER'],
    ['alias', 'alias/golden', 'CUSTOMER'],
    ['AWS managed alias', 'alias/aws/ebs', 'AWS'],
  ])('describes a key by its %s', async (_how, KeyId, KeyManager) => {
    const { KeyMetadata } = await world.kms().send(new DescribeKeyCommand({ KeyId }));

    expect(KeyMetadata).toMatchObject({
      AWSAccountId: ACCOUNTS.images,
      KeyManager,
      Enabled: true,
      CreationDate: expect.any(Date),
    });
  });

  test('does not find a key of another Region', async () => {
    await expect(world.kms('eu-west-1').send(new DescribeKeyCommand({ KeyId: KEYS.private.id }))).rejects.toMatchObject(
      {
        name: 'NotFoundException',
      },
    );
  });

  test('denies access to a key of another account that does not allow it', async () => {
    const asked = world.kms().send(new DescribeKeyCommand({ KeyId: KEYS.prod.arn }));

    await expect(asked).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('kms:DescribeKey'),
    });
  });

  test('returns the key policy and the grants', async () => {
    const kms = world.kms();
    const { Policy = '' } = await kms.send(new GetKeyPolicyCommand({ KeyId: KEYS.golden.arn }));
    const { Grants } = await kms.send(new ListGrantsCommand({ KeyId: KEYS.granted.arn }));

    const statements = z
      .object({ Statement: z.array(z.looseObject({ Principal: z.object({ AWS: z.string() }) })) })
      .parse(JSON.parse(Policy));
    expect(statements.Statement.map(({ Principal }) => Principal.AWS)).toEqual([
      'arn:aws:iam::999988887777:root',
      'arn:aws:iam::111122223333:root',
    ]);
    expect(Grants).toMatchObject([{ GranteePrincipal: 'arn:aws:iam::444455556666:root' }]);
  });
});

describe('GetParameters', () => {
  const AL2023 = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';

  test('returns public and own parameters and lists invalid names', async () => {
    const asked = new GetParametersCommand({ Names: [AL2023, '/images/edge-proxy', '/aws/service/none'] });

    expect(await world.ssm().send(asked)).toMatchObject({
      Parameters: [
        { Name: AL2023, Value: 'ami-0a2023aa1b2c3d4e0' },
        { Name: '/images/edge-proxy', Value: 'ami-01f5e14a1b2c3d4e0' },
      ],
      InvalidParameters: ['/aws/service/none'],
    });
  });

  test('accepts at most 10 names and returns no parameter of another Region', async () => {
    const many = Array.from({ length: 11 }, (_, index) => `/p/${index}`);

    await expect(world.ssm().send(new GetParametersCommand({ Names: many }))).rejects.toMatchObject({
      name: 'ValidationException',
    });
    expect(await world.ssm('eu-west-1').send(new GetParametersCommand({ Names: [AL2023] }))).toMatchObject({
      Parameters: [],
      InvalidParameters: [AL2023],
    });
  });
});
