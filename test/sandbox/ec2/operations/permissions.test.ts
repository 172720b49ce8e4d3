import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  DescribeImageAttributeCommand,
  DescribeSnapshotAttributeCommand,
  ModifyImageAttributeCommand,
  ModifySnapshotAttributeCommand,
  ResetImageAttributeCommand,
  type ModifyImageAttributeCommandInput,
  type ModifySnapshotAttributeCommandInput,
} from '@aws-sdk/client-ec2';
import { ACCOUNTS, ORGANIZATION, UNIT } from '../../../../sandbox/seed/accounts.js';
import { startAwsUnderTest, type AwsUnderTest } from '../aws-under-test.js';

let world: AwsUnderTest;
beforeAll(async () => {
  world = await startAwsUnderTest();
});
beforeEach(() => world.aws.reset());
afterAll(() => world.close());

const GOLDEN = 'ami-1234567890abcdef0';
const SNAPSHOT = 'snap-1234567890abcdef1';

async function modifyImage(input: ModifyImageAttributeCommandInput, region?: string, account?: string) {
  return (await world.ec2(region, account)).send(new ModifyImageAttributeCommand(input));
}

async function launchPermissions(ImageId: string, region?: string) {
  const response = await (
    await world.ec2(region)
  ).send(new DescribeImageAttributeCommand({ ImageId, Attribute: 'launchPermission' }));
  return response.LaunchPermissions;
}

describe('ModifyImageAttribute', () => {
  test('adds and removes every type of permission and is idempotent', async () => {
    const entries = [{ UserId: ACCOUNTS.prod }, { OrganizationArn: ORGANIZATION }, { OrganizationalUnitArn: UNIT }];

    await modifyImage({ ImageId: GOLDEN, LaunchPermission: { Add: entries } });
    await modifyImage({ ImageId: GOLDEN, LaunchPermission: { Add: entries } });
    expect(await launchPermissions(GOLDEN)).toEqual(entries);

    await modifyImage({ ImageId: GOLDEN, LaunchPermission: { Remove: entries.slice(0, 2) } });
    await modifyImage({ ImageId: GOLDEN, LaunchPermission: { Remove: entries.slice(0, 2) } });
    expect(await launchPermissions(GOLDEN)).toEqual([{ OrganizationalUnitArn: UNIT }]);
  });

  test('accepts the OperationType syntax', async () => {
    const common = { ImageId: GOLDEN, Attribute: 'launchPermission' } as const;

    await modifyImage({ ...common, OperationType: 'add', UserIds: [ACCOUNTS.prod, ACCOUNTS.dev] });
    await modifyImage({ ...common, OperationType: 'remove', UserIds: [ACCOUNTS.dev] });

    expect(await launchPermissions(GOLDEN)).toEqual([{ UserId: ACCOUNTS.prod }]);
  });

  test.each([
    [
      'an account ID that is too short',
      { UserId: '1111' },
      'Invalid attribute item value "1111" for userId item type.',
    ],
    [
      'an account that does not exist',
      { UserId: '000000000000' },
      'Invalid attribute item value "000000000000" for userId item type.',
    ],
    [
      'an organization ID that is not an ARN',
      { OrganizationArn: 'o-a1b2c3d4e5' },
      'Invalid attribute item value "o-a1b2c3d4e5" for organizationArn item type.',
    ],
  ])('refuses %s', async (_what, entry, message) => {
    await expect(modifyImage({ ImageId: GOLDEN, LaunchPermission: { Add: [entry] } })).rejects.toMatchObject({
      name: 'InvalidAMIAttributeItemValue',
      message,
    });
  });

  const toProd = { Add: [{ UserId: ACCOUNTS.prod }] };
  const toAll = { Add: [{ Group: 'all' as const }] };
  test.each([
    [
      'an image of another account',
      'ami-0d0d1a2b3c4d5e6f0',
      toProd,
      'AuthFailure',
      'Not authorized for image:ami-0d0d1a2b3c4d5e6f0',
    ],
    ['an image that does not exist', 'ami-0fffffffffffffff0', toProd, 'InvalidAMIID.NotFound', undefined],
    ['a disabled image', 'ami-0d15ab1ed0e1f2a30', toProd, 'InvalidAMIID.Unavailable', undefined],
    ['a pending image', 'ami-09e4d149d0e1f2a30', toProd, 'InvalidAMIID.Unavailable', undefined],
    [
      'an image encrypted under the AWS managed key',
      'ami-0ec3ab1d0e2f3a4b0',
      toProd,
      'InvalidParameter',
      "Snapshots encrypted with the AWS Managed CMK can't be shared. Specify another snapshot.",
    ],
    ['public access while it is blocked', GOLDEN, toAll, 'OperationNotPermitted', undefined],
  ])('refuses %s', async (_what, ImageId, LaunchPermission, name, message) => {
    await expect(modifyImage({ ImageId, LaunchPermission })).rejects.toMatchObject({
      name,
      ...(message === undefined ? {} : { message }),
    });
  });

  test('makes an image public if that is not blocked', async () => {
    await modifyImage({ ImageId: 'ami-0e0e0a1b2c3d4e5f0', LaunchPermission: toAll }, 'eu-west-1');

    expect(await launchPermissions('ami-0e0e0a1b2c3d4e5f0', 'eu-west-1')).toEqual([{ Group: 'all' }]);
  });

  test('enforces the limit of 1,000 permissions', async () => {
    const crowded = 'ami-05ba4ed4f2e3d4c50';

    await expect(
      modifyImage({
        ImageId: crowded,
        LaunchPermission: { Add: [{ UserId: ACCOUNTS.prod }, { UserId: ACCOUNTS.dev }] },
      }),
    ).rejects.toMatchObject({ name: 'ResourceLimitExceeded' });
    await modifyImage({ ImageId: crowded, LaunchPermission: toProd });

    expect(await launchPermissions(crowded)).toHaveLength(1000);
  });

  test('changes the description, and only one attribute per call', async () => {
    await modifyImage({ ImageId: GOLDEN, Description: { Value: 'new' } });
    const both = modifyImage({ ImageId: GOLDEN, Description: { Value: 'newer' }, LaunchPermission: toProd });

    await expect(both).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
    expect(world.aws.store.get('images', GOLDEN)?.description).toBe('new');
  });

  test('changes nothing in a dry run', async () => {
    const dry = modifyImage({ ImageId: GOLDEN, LaunchPermission: toProd, DryRun: true });

    await expect(dry).rejects.toMatchObject({ name: 'DryRunOperation', $metadata: { httpStatusCode: 412 } });
    expect(await launchPermissions(GOLDEN)).toEqual([]);
  });
});

describe('DescribeImageAttribute', () => {
  test('is restricted to the owner', async () => {
    const prod = await world.ec2('us-east-1', ACCOUNTS.prod);
    const asked = prod.send(
      new DescribeImageAttributeCommand({ ImageId: 'ami-05ba4ed1f2e3d4c50', Attribute: 'launchPermission' }),
    );

    await expect(asked).rejects.toMatchObject({ name: 'AuthFailure' });
  });

  test('refuses the block device mapping to every caller', async () => {
    const asked = (await world.ec2()).send(
      new DescribeImageAttributeCommand({ ImageId: GOLDEN, Attribute: 'blockDeviceMapping' }),
    );

    await expect(asked).rejects.toMatchObject({ name: 'AuthFailure' });
  });

  test('returns the description', async () => {
    const response = await (
      await world.ec2()
    ).send(new DescribeImageAttributeCommand({ ImageId: GOLDEN, Attribute: 'description' }));

    expect(response.Description).toEqual({ Value: 'Hardened Amazon Linux 2023 with agents' });
  });
});

describe('ResetImageAttribute', () => {
  test('removes every launch permission', async () => {
    await (
      await world.ec2()
    ).send(new ResetImageAttributeCommand({ ImageId: 'ami-05ba4ed2f2e3d4c50', Attribute: 'launchPermission' }));

    expect(await launchPermissions('ami-05ba4ed2f2e3d4c50')).toEqual([]);
  });
});

describe('ModifySnapshotAttribute', () => {
  async function modify(input: Omit<ModifySnapshotAttributeCommandInput, 'Attribute'>) {
    return (await world.ec2()).send(
      new ModifySnapshotAttributeCommand({ Attribute: 'createVolumePermission', ...input }),
    );
  }

  async function permissions(SnapshotId: string) {
    const asked = new DescribeSnapshotAttributeCommand({ SnapshotId, Attribute: 'createVolumePermission' });
    return (await (await world.ec2()).send(asked)).CreateVolumePermissions;
  }

  test('adds and removes accounts', async () => {
    await modify({ SnapshotId: SNAPSHOT, OperationType: 'add', UserIds: [ACCOUNTS.prod, ACCOUNTS.dev] });
    await modify({ SnapshotId: SNAPSHOT, OperationType: 'add', UserIds: [ACCOUNTS.prod] });
    await modify({ SnapshotId: SNAPSHOT, OperationType: 'remove', UserIds: [ACCOUNTS.dev] });

    expect(await permissions(SNAPSHOT)).toEqual([{ UserId: ACCOUNTS.prod }]);
  });

  test.each([
    [
      'a snapshot encrypted under the AWS managed key',
      { SnapshotId: 'snap-0ec3ab1d0e2f3a4b1' },
      'OperationNotPermitted',
    ],
    ['a snapshot that does not exist', { SnapshotId: 'snap-0fffffffffffffff0' }, 'InvalidSnapshot.NotFound'],
    ['a snapshot of another account', { SnapshotId: 'snap-0d0d1a2b3c4d5e6f1' }, 'InvalidSnapshot.NotFound'],
  ])('refuses %s', async (_what, input, name) => {
    await expect(modify({ ...input, OperationType: 'add', UserIds: [ACCOUNTS.dev] })).rejects.toMatchObject({ name });
  });

  test('refuses more than 500 changes', async () => {
    const UserIds = Array.from({ length: 501 }, (_, index) => String(700_000_000_000 + index));

    await expect(modify({ SnapshotId: SNAPSHOT, OperationType: 'add', UserIds })).rejects.toMatchObject({
      name: 'InvalidParameterCombination',
    });
  });
});
