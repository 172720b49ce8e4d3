import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  CopySnapshotCommand,
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  ModifySnapshotAttributeCommand,
  RegisterImageCommand,
  type CopySnapshotCommandInput,
  type RegisterImageCommandInput,
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

/** The boot volume of an ordinary AMI in us-east-1. */
const SOURCE = 'snap-1234567890abcdef1';

async function copy(
  overrides: Partial<CopySnapshotCommandInput> = {},
  account: string = ACCOUNTS.images,
): Promise<string> {
  const client = await world.ec2('us-east-1', account);
  const input = { SourceRegion: 'us-east-1', SourceSnapshotId: SOURCE, ...overrides };
  const { SnapshotId = '' } = await client.send(new CopySnapshotCommand(input));
  return SnapshotId;
}

async function snapshot(id: string, account: string = ACCOUNTS.images) {
  const client = await world.ec2('us-east-1', account);
  const { Snapshots = [] } = await client.send(new DescribeSnapshotsCommand({ SnapshotIds: [id] }));
  return Snapshots[0];
}

async function register(overrides: Partial<RegisterImageCommandInput> = {}, ebs: object = {}) {
  const SnapshotId = await copy();
  world.advance(91);
  const client = await world.ec2();
  const { ImageId = '' } = await client.send(
    new RegisterImageCommand({
      Name: 'registered',
      RootDeviceName: '/dev/xvda',
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId, ...ebs } }],
      ...overrides,
    }),
  );
  world.advance(2);
  const { Images = [] } = await client.send(new DescribeImagesCommand({ ImageIds: [ImageId] }));
  return Images[0];
}

describe('CopySnapshot', () => {
  test('creates a pending snapshot of the caller that is completed later', async () => {
    const id = await copy({
      Description: 'A copy',
      TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'a', Value: 'b' }] }],
    });

    expect(await snapshot(id)).toMatchObject({
      State: 'pending',
      OwnerId: ACCOUNTS.images,
      Description: 'A copy',
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    world.advance(91);
    expect((await snapshot(id))?.State).toBe('completed');
  });

  test('copies a snapshot of another account only if it is shared', async () => {
    await expect(copy({}, ACCOUNTS.prod)).rejects.toMatchObject({ name: 'InvalidSnapshot.NotFound' });

    const share = new ModifySnapshotAttributeCommand({
      SnapshotId: SOURCE,
      OperationType: 'add',
      UserIds: [ACCOUNTS.prod],
    });
    await (await world.ec2()).send(share);

    expect((await snapshot(await copy({}, ACCOUNTS.prod), ACCOUNTS.prod))?.OwnerId).toBe(ACCOUNTS.prod);
  });

  test('ends in error if the key cannot be used', async () => {
    const id = await copy({ Encrypted: true, KmsKeyId: KEYS.retired.arn });
    world.advance(91);

    expect(await snapshot(id)).toMatchObject({ State: 'error', StateMessage: 'Given key ID is not accessible' });
  });

  test('allows at most 20 concurrent copies', async () => {
    for (let count = 0; count < 20; count += 1) await copy();

    await expect(copy()).rejects.toMatchObject({ name: 'ConcurrentSnapshotLimitExceeded' });
  });
});

describe('RegisterImage', () => {
  test('defaults to a 32-bit paravirtual machine', async () => {
    expect(await register()).toMatchObject({
      State: 'available',
      Architecture: 'i386',
      VirtualizationType: 'paravirtual',
      EnaSupport: false,
      PlatformDetails: 'Linux/UNIX',
      UsageOperation: 'RunInstances',
    });
  });

  test('keeps the given settings', async () => {
    const machine = {
      Architecture: 'arm64',
      VirtualizationType: 'hvm',
      EnaSupport: true,
      SriovNetSupport: 'simple',
      BootMode: 'uefi',
      TpmSupport: 'v2.0',
      ImdsSupport: 'v2.0',
    } as const;
    const ebs = { VolumeType: 'gp3', Iops: 4000, Throughput: 250, DeleteOnTermination: false };

    expect(await register({ ...machine, UefiData: 'VUVGSQ==' }, ebs)).toMatchObject({
      ...machine,
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { ...ebs, VolumeSize: 20 } }],
    });
  });

  test.each<[string, Partial<RegisterImageCommandInput>, object, string]>([
    ['a name that is already in use', { Name: 'golden-base-2026.11' }, {}, 'InvalidAMIName.Duplicate'],
    ['encryption together with a snapshot', {}, { Encrypted: true }, 'InvalidParameterCombination'],
    ['IOPS for gp2', {}, { VolumeType: 'gp2', Iops: 3000 }, 'InvalidParameterCombination'],
    ['throughput for io2', {}, { VolumeType: 'io2', Iops: 3000, Throughput: 250 }, 'InvalidParameterCombination'],
    ['TPM without UEFI', { TpmSupport: 'v2.0' }, {}, 'InvalidParameterCombination'],
    ['UEFI data without UEFI', { UefiData: 'VUVGSQ==' }, {}, 'InvalidParameterCombination'],
    ['a kernel for HVM', { VirtualizationType: 'hvm', KernelId: 'aki-1' }, {}, 'InvalidParameterCombination'],
    ['a root device without a snapshot', { RootDeviceName: '/dev/sda1' }, {}, 'InvalidBlockDeviceMapping'],
  ])('refuses %s', async (_, overrides, ebs, code) => {
    await expect(register(overrides, ebs)).rejects.toMatchObject({ name: code });
  });

  test('refuses a pending snapshot', async () => {
    const SnapshotId = await copy();
    const input = {
      Name: 'early',
      RootDeviceName: '/dev/xvda',
      BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: { SnapshotId } }],
    };

    await expect((await world.ec2()).send(new RegisterImageCommand(input))).rejects.toMatchObject({
      name: 'IncorrectState',
    });
  });
});
