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
  test('takes the image away and keeps its snapshots', async () => {
    expect(await deregister(STALE)).toMatchObject({ Return: true });

    expect(await found(STALE)).toEqual([]);
    expect(world.aws.store.get('snapshots', 'snap-0a57a1ed0c4b3f211')?.state).toBe('completed');
  });

  test('deletes the snapshots when asked to, each with its result', async () => {
    const response = await deregister(STALE, true);

    expect(response.DeleteSnapshotResults).toEqual([{ SnapshotId: 'snap-0a57a1ed0c4b3f211', ReturnCode: 'success' }]);
    expect(world.aws.store.get('snapshots', 'snap-0a57a1ed0c4b3f211')).toBeUndefined();
  });

  test.each([
    ['backs another image', 'ami-0d1ff0a1b2c3d4e50', 'us-east-1', ACCOUNTS.images, 'skipped'],
    ['is locked', 'ami-010cced0e1f2a3b40', 'us-east-1', ACCOUNTS.images, 'client-error'],
    ['may not be deleted by the caller', 'ami-0de7a1b2c3d4e5f60', 'eu-west-1', ACCOUNTS.dev, 'missing-permissions'],
  ])('keeps a snapshot that %s, and says so', async (_why, imageId, region, account, code) => {
    const response = await deregister(imageId, true, region, account);

    expect(response.DeleteSnapshotResults?.map(({ ReturnCode }) => ReturnCode)).toEqual([code]);
  });

  test.each([
    ['protected', 'ami-09407ec7ed1f2a3b0', 'OperationNotPermitted'],
    ['protected with a cooldown', 'ami-09507ec7ed1f2a3b0', 'OperationNotPermitted'],
    ['made by AWS Backup', 'ami-0bac4d9a1b2c3d4e0', 'AuthFailure'],
    ['owned by another account', 'ami-0d0d1a2b3c4d5e6f0', 'AuthFailure'],
    ['unknown', 'ami-0fffffffffffffff0', 'InvalidAMIID.NotFound'],
    ['malformed', 'ami-xyz', 'InvalidAMIID.Malformed'],
  ])('refuses one that is %s', async (_what, imageId, name) => {
    await expect(deregister(imageId)).rejects.toMatchObject({ name });
  });

  test('refuses one whose cooldown still runs, until it has ended', async () => {
    await expect(deregister('ami-09607ec7ed1f2a3b0')).rejects.toMatchObject({ name: 'OperationNotPermitted' });
    world.advance(DAY);

    expect(await deregister('ami-09607ec7ed1f2a3b0')).toMatchObject({ Return: true });
  });

  test('a second time the image is unavailable', async () => {
    await deregister(STALE);

    await expect(deregister(STALE)).rejects.toMatchObject({ name: 'InvalidAMIID.Unavailable' });
  });

  test.each([
    ['is left out while an instance launched from it is there', 'ami-01f5e11a1b2c3d4e0', undefined],
    ['is unknown when there is none', STALE, 'InvalidAMIID.NotFound'],
  ])('requested by id, it %s', async (_what, imageId, error) => {
    await deregister(imageId);
    const asked = (await world.ec2()).send(new DescribeImagesCommand({ ImageIds: [imageId] }));

    if (error === undefined) expect((await asked).Images).toEqual([]);
    else await expect(asked).rejects.toMatchObject({ name: error });
  });

  test.each([
    ['keeps image and snapshots for as long as the rules say', 'ami-0e1a57edd2c1b0a90', true],
    ['keeps only what has the rule’s tag', 'ami-0e1a58edd2c1b0a90', false],
  ])('the Recycle Bin %s', async (_what, imageId, keepsSnapshot) => {
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

  test('what the Recycle Bin held is gone when its time is over', async () => {
    await deregister('ami-0e1a57edd2c1b0a90');
    world.advance(14 * DAY);

    const { Images } = await (await world.ec2()).send(new ListImagesInRecycleBinCommand({}));
    expect(Images).toEqual([]);
  });
});

describe('DeleteSnapshot', () => {
  test('is refused while an image needs it, and works afterwards', async () => {
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
