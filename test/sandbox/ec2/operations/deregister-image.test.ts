import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  DeleteSnapshotCommand,
  DeregisterImageCommand,
  DescribeImagesCommand,
  DescribeSnapshotsCommand,
  ListImagesInRecycleBinCommand,
} from '@aws-sdk/client-ec2';
import { ACCOUNTS } from '../../../../sandbox/seed/accounts.js';
import { startAwsUnderTest, type AwsUnderTest } from '../aws-under-test.js';

let world: AwsUnderTest;
beforeAll(async () => {
  world = await startAwsUnderTest();
});
beforeEach(() => world.aws.reset());
afterAll(() => world.close());

const STALE = 'ami-0a57a1ed0c4b3f210';
const DAY = 24 * 60 * 60;

async function deregister(ImageId: string, DeleteAssociatedSnapshots?: boolean, region?: string, account?: string) {
  const input = { ImageId, ...(DeleteAssociatedSnapshots === undefined ? {} : { DeleteAssociatedSnapshots }) };
  return (await world.ec2(region, account)).send(new DeregisterImageCommand(input));
}

async function found(imageId: string) {
  const { Images } = await (
    await world.ec2()
  ).send(new DescribeImagesCommand({ Filters: [{ Name: 'image-id', Values: [imageId] }] }));
  return Images;
}

describe('DeregisterImage', () => {
  test('removes the image and keeps its snapshots', async () => {
    expect(await deregister(STALE)).toMatchObject({ Return: true });

    expect(await found(STALE)).toEqual([]);
    expect(world.aws.store.get('snapshots', 'snap-0a57a1ed0c4b3f211')?.state).toBe('completed');
  });

  test('deletes the snapshots on request and returns each result', async () => {
    const response = await deregister(STALE, true);

    expect(response.DeleteSnapshotResults).toEqual([{ SnapshotId: 'snap-0a57a1ed0c4b3f211', ReturnCode: 'success' }]);
    expect(world.aws.store.get('snapshots', 'snap-0a57a1ed0c4b3f211')).toBeUndefined();
  });

  test.each([
    ['backs another image', 'ami-0d1ff0a1b2c3d4e50', 'us-east-1', ACCOUNTS.images, 'skipped'],
    ['is locked', 'ami-010cced0e1f2a3b40', 'us-east-1', ACCOUNTS.images, 'client-error'],
    [
      'the caller is not permitted to delete',
      'ami-0de7a1b2c3d4e5f60',
      'eu-west-1',
      ACCOUNTS.dev,
      'missing-permissions',
    ],
  ])('keeps a snapshot that %s and returns the reason', async (_why, imageId, region, account, code) => {
    const response = await deregister(imageId, true, region, account);

    expect(response.DeleteSnapshotResults?.map(({ ReturnCode }) => ReturnCode)).toEqual([code]);
  });

  test.each([
    ['protected', 'ami-09407ec7ed1f2a3b0', 'OperationNotPermitted'],
    ['protected with a cooldown', 'ami-09507ec7ed1f2a3b0', 'OperationNotPermitted'],
    ['managed by AWS Backup', 'ami-0bac4d9a1b2c3d4e0', 'AuthFailure'],
    ['owned by another account', 'ami-0d0d1a2b3c4d5e6f0', 'AuthFailure'],
    ['unknown', 'ami-0fffffffffffffff0', 'InvalidAMIID.NotFound'],
    ['malformed', 'ami-xyz', 'InvalidAMIID.Malformed'],
  ])('refuses an image that is %s', async (_what, imageId, name) => {
    await expect(deregister(imageId)).rejects.toMatchObject({ name });
  });

  test('refuses an image until its cooldown ends', async () => {
    await expect(deregister('ami-09607ec7ed1f2a3b0')).rejects.toMatchObject({ name: 'OperationNotPermitted' });
    world.advance(DAY);

    expect(await deregister('ami-09607ec7ed1f2a3b0')).toMatchObject({ Return: true });
  });

  test('reports the image as unavailable on a second call', async () => {
    await deregister(STALE);

    await expect(deregister(STALE)).rejects.toMatchObject({ name: 'InvalidAMIID.Unavailable' });
  });

  test.each([
    ['is omitted if it has instances', 'ami-01f5e11a1b2c3d4e0', undefined],
    ['is not found if it has no instances', STALE, 'InvalidAMIID.NotFound'],
  ])('leaves an image that %s when described by ID', async (_what, imageId, error) => {
    await deregister(imageId);
    const asked = (await world.ec2()).send(new DescribeImagesCommand({ ImageIds: [imageId] }));

    if (error === undefined) expect((await asked).Images).toEqual([]);
    else await expect(asked).rejects.toMatchObject({ name: error });
  });

  test.each([
    ['an image and its snapshots covered by rules', 'ami-0e1a57edd2c1b0a90', true],
    ['only the image if its snapshot lacks the tag of the rule', 'ami-0e1a58edd2c1b0a90', false],
  ])('puts into the Recycle Bin %s', async (_what, imageId, keepsSnapshot) => {
    const enteredAt = world.now();
    await deregister(imageId, true);

    const { Images = [] } = await (await world.ec2()).send(new ListImagesInRecycleBinCommand({}));
    expect(Images.find(({ ImageId }) => ImageId === imageId)).toMatchObject({
      RecycleBinEnterTime: enteredAt,
      RecycleBinExitTime: new Date(enteredAt.getTime() + 14 * DAY * 1000),
    });
    const snapshot = world.aws.store.get('snapshots', imageId.replace('ami-', 'snap-').replace(/0$/, '1'));
    expect(snapshot?.bin !== undefined).toBe(keepsSnapshot);
  });

  test('removes an image from the Recycle Bin after its retention period', async () => {
    await deregister('ami-0e1a57edd2c1b0a90');
    world.advance(14 * DAY);

    const { Images } = await (await world.ec2()).send(new ListImagesInRecycleBinCommand({}));
    expect(Images).toEqual([]);
  });
});

describe('DeleteSnapshot', () => {
  test('is refused while an image uses the snapshot and works afterwards', async () => {
    const ec2 = await world.ec2();
    const deletion = new DeleteSnapshotCommand({ SnapshotId: 'snap-0a57a1ed0c4b3f211' });

    await expect(ec2.send(deletion)).rejects.toMatchObject({ name: 'InvalidSnapshot.InUse' });
    await deregister(STALE);
    await ec2.send(deletion);
    await expect(
      ec2.send(new DescribeSnapshotsCommand({ SnapshotIds: ['snap-0a57a1ed0c4b3f211'] })),
    ).rejects.toMatchObject({
      name: 'InvalidSnapshot.NotFound',
    });
  });
});
