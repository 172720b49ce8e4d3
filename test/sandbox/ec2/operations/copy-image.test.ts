import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  CopyImageCommand,
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  ModifyImageAttributeCommand,
  ModifySnapshotAttributeCommand,
  type CopyImageCommandInput,
} from '@aws-sdk/client-ec2';
import { ACCOUNTS } from '../../../../sandbox/seed/accounts.js';
import { KEYS } from '../../../../sandbox/seed/keys.js';
import { startAwsUnderTest, type AwsUnderTest } from '../aws-under-test.js';

let world: AwsUnderTest;
beforeAll(async () => {
  world = await startAwsUnderTest({ copySeconds: 100 });
});
beforeEach(() => world.aws.reset());
afterAll(() => world.close());

const GOLDEN = 'ami-1234567890abcdef0';
const COPY = { SourceRegion: 'us-east-1', SourceImageId: GOLDEN, Name: 'golden-copy', ClientToken: 'AR-7F3K2M-1' };

async function copy(
  input: Partial<CopyImageCommandInput> = {},
  region = 'eu-west-1',
  account: string = ACCOUNTS.images,
) {
  const { ImageId = '' } = await (await world.ec2(region, account)).send(new CopyImageCommand({ ...COPY, ...input }));
  return ImageId;
}

async function imageOf(imageId: string, region = 'eu-west-1', account: string = ACCOUNTS.images) {
  const { Images = [] } = await (
    await world.ec2(region, account)
  ).send(new DescribeImagesCommand({ ImageIds: [imageId] }));
  return Images[0];
}

async function snapshotsOf(imageId: string, region = 'eu-west-1', account: string = ACCOUNTS.images) {
  const mapping = (await imageOf(imageId, region, account))?.BlockDeviceMappings ?? [];
  const SnapshotIds = mapping.flatMap(({ Ebs }) => Ebs?.SnapshotId ?? []);
  const { Snapshots = [] } = await (
    await world.ec2(region, account)
  ).send(new DescribeSnapshotsCommand({ SnapshotIds }));
  return Snapshots;
}

describe('CopyImage', () => {
  test('creates a pending image that is available when its snapshots are complete', async () => {
    const imageId = await copy();

    expect(await imageOf(imageId)).toMatchObject({
      State: 'pending',
      Name: 'golden-copy',
      SourceImageId: GOLDEN,
      SourceImageRegion: 'us-east-1',
    });
    expect((await imageOf(imageId))?.BlockDeviceMappings?.map(({ Ebs }) => Ebs?.SnapshotId)).toEqual([
      undefined,
      undefined,
    ]);
    world.advance(45);
    expect((await snapshotsOf(imageId)).map(({ State, Progress }) => [State, Progress])).toEqual([
      ['pending', '50%'],
      ['pending', '50%'],
    ]);
    world.advance(46);
    expect((await snapshotsOf(imageId)).map(({ State, Progress }) => [State, Progress])).toEqual([
      ['completed', '100%'],
      ['completed', '100%'],
    ]);
    expect((await imageOf(imageId))?.State).toBe('pending');
    world.advance(9);
    expect((await imageOf(imageId))?.State).toBe('available');
  });

  test('copies no launch permissions, and tags only on request', async () => {
    await (
      await world.ec2()
    ).send(
      new ModifyImageAttributeCommand({ ImageId: GOLDEN, LaunchPermission: { Add: [{ UserId: ACCOUNTS.prod }] } }),
    );

    const plain = await copy();
    const tagged = await copy({ Name: 'tagged', CopyImageTags: true, ClientToken: 'two' });

    expect(world.aws.store.get('images', plain)).toMatchObject({ tags: {}, launchPermissions: [] });
    expect(world.aws.store.get('images', tagged)?.tags).toMatchObject({ Tier: 'base', Team: 'platform' });
  });

  test('tags the image and its snapshots and refuses other resource types', async () => {
    const tags = [{ Key: 'steward:request', Value: 'AR-7F3K2M' }];
    const imageId = await copy({
      TagSpecifications: [
        { ResourceType: 'image', Tags: tags },
        { ResourceType: 'snapshot', Tags: tags },
      ],
    });
    world.advance(100);

    expect((await imageOf(imageId))?.Tags).toEqual(tags);
    expect((await snapshotsOf(imageId)).map(({ Tags }) => Tags)).toEqual([tags, tags]);
    await expect(
      copy({ ClientToken: 'x', Name: 'other', TagSpecifications: [{ ResourceType: 'instance', Tags: tags }] }),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  test('is idempotent per client token and refuses other parameters for it', async () => {
    const first = await copy();

    expect(await copy()).toBe(first);
    await expect(copy({ Name: 'another-name' })).rejects.toMatchObject({ name: 'IdempotentParameterMismatch' });
    expect(await copy({}, 'us-east-1')).not.toBe(first);
  });

  test.each([
    ['a name that is already in use', { Name: 'payments-api-2025.01' }, 'InvalidAMIName.Duplicate'],
    ['a name with markup', { Name: '<!channel>' }, 'InvalidAMIName.Malformed'],
    ['a source that does not exist', { SourceImageId: 'ami-0fffffffffffffff0' }, 'InvalidAMIID.NotFound'],
    ['a source in another Region', { SourceRegion: 'eu-west-1' }, 'InvalidAMIID.NotFound'],
    ['a failed source', { SourceImageId: 'ami-0fa11edd0e1f2a3b0' }, 'InvalidAMIID.Unavailable'],
    ['a key without encryption', { KmsKeyId: KEYS.goldenEurope.arn }, 'InvalidParameterDependency'],
    [
      'decryption of an encrypted source',
      { SourceImageId: 'ami-0ec1ab1d0e2f3a4b0', Encrypted: false },
      'InvalidParameterValue',
    ],
    ['an archived source', { SourceImageId: 'ami-0a4c41fed0e1f2a30' }, 'InvalidAMIID.Unavailable'],
  ])('refuses %s', async (_what, input, name) => {
    await expect(copy({ ClientToken: name, ...input })).rejects.toMatchObject({ name });
  });

  test('refuses a paravirtual image in a Region without paravirtual support', async () => {
    await expect(copy({ SourceImageId: 'ami-0f1f2a3b4c5d6e7f0' }, 'eu-central-1')).rejects.toMatchObject({
      name: 'InvalidRequest',
    });
  });

  test.each([
    ['under a named key', { Encrypted: true, KmsKeyId: 'alias/golden' }, 'eu-west-1', KEYS.goldenEurope.arn],
    [
      'under the default key',
      { Encrypted: true },
      'eu-west-1',
      expect.stringContaining('arn:aws:kms:eu-west-1:999988887777:key/00000000-'),
    ],
    ['because of the account default', {}, 'eu-central-1', expect.stringContaining('arn:aws:kms:eu-central-1:')],
    ['only if this is requested', {}, 'eu-west-1', undefined],
  ])('encrypts the copy %s', async (_how, input, region, key) => {
    const imageId = await copy(input, region);
    world.advance(100);

    expect((await snapshotsOf(imageId, region)).map(({ KmsKeyId, Encrypted }) => [KmsKeyId, Encrypted])).toEqual([
      [key, key !== undefined],
      [key, key !== undefined],
    ]);
  });

  test.each([
    ['a key that does not exist', { Encrypted: true, KmsKeyId: 'alias/nothing' }],
    ['a key of another Region', { Encrypted: true, KmsKeyId: KEYS.golden.arn }],
    ['a source under a disabled key', { SourceImageId: 'ami-0ec6ab1d0e2f3a4b0' }],
  ])('with %s creates a pending image that fails later', async (_what, input) => {
    const imageId = await copy(input);
    expect((await imageOf(imageId))?.State).toBe('pending');
    world.advance(31);

    expect(await imageOf(imageId)).toMatchObject({
      State: 'failed',
      StateReason: { Message: 'Given key ID is not accessible' },
    });
    expect((await snapshotsOf(imageId))[0]).toMatchObject({
      State: 'error',
      StateMessage: 'Given key ID is not accessible',
    });
  });

  describe('by another account', () => {
    async function give(ImageId: string, SnapshotId?: string): Promise<void> {
      const ec2 = await world.ec2();
      await ec2.send(
        new ModifyImageAttributeCommand({ ImageId, LaunchPermission: { Add: [{ UserId: ACCOUNTS.prod }] } }),
      );
      if (SnapshotId === undefined) return;
      await ec2.send(
        new ModifySnapshotAttributeCommand({
          SnapshotId,
          Attribute: 'createVolumePermission',
          OperationType: 'add',
          UserIds: [ACCOUNTS.prod],
        }),
      );
    }

    test('requires permission to use every snapshot', async () => {
      await give(GOLDEN, 'snap-1234567890abcdef1');
      await expect(copy({}, 'us-east-1', ACCOUNTS.prod)).rejects.toMatchObject({
        name: 'InvalidRequest',
        message: 'You do not have permission to access the storage of this ami',
      });

      await give(GOLDEN, 'snap-1234567890abcdef2');
      expect(await copy({}, 'us-east-1', ACCOUNTS.prod)).toMatch(/^ami-0/);
    });

    test.each([
      ['with an allowed key: it becomes available', 'ami-0ec1ab1d0e2f3a4b0', 'snap-0ec1ab1d0e2f3a4b1', 'available'],
      ['without access to the key: it fails', 'ami-0ec2ab1d0e2f3a4b0', 'snap-0ec2ab1d0e2f3a4b1', 'failed'],
    ])('copies an encrypted image %s', async (_what, imageId, snapshotId, state) => {
      await give(imageId, snapshotId);

      const made = await copy({ SourceImageId: imageId }, 'us-east-1', ACCOUNTS.prod);
      world.advance(100);

      expect((await imageOf(made, 'us-east-1', ACCOUNTS.prod))?.State).toBe(state);
    });

    test.each([
      [
        'Marketplace product',
        'ami-03a4ce7d0e1f2a3b0',
        'snap-03a4ce7d0e1f2a3b1',
        'Images from AWS Marketplace cannot be copied to another AWS account',
      ],
      [
        'billing product code',
        'ami-0a1d0e5f2a3b4c5d0',
        'snap-0a1d0e5f2a3b4c5d1',
        'Images with EC2 BillingProduct codes cannot be copied to another AWS account',
      ],
    ])('refuses an image with a %s', async (_what, imageId, snapshotId, message) => {
      await give(imageId, snapshotId);

      await expect(copy({ SourceImageId: imageId }, 'us-east-1', ACCOUNTS.prod)).rejects.toMatchObject({
        name: 'InvalidRequest',
        message,
      });
    });
  });
});
