import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CopyImageCommand, DeregisterImageCommand, DescribeImagesCommand } from '@aws-sdk/client-ec2';
import { startAwsUnderTest, type AwsUnderTest } from './aws-under-test.js';

let world: AwsUnderTest;
beforeAll(async () => {
  world = await startAwsUnderTest({ settleSeconds: 5, copySeconds: 60 });
});
afterAll(() => world.close());

async function statesOf(imageId: string) {
  const asked = new DescribeImagesCommand({ Filters: [{ Name: 'image-id', Values: [imageId] }] });
  const { Images = [] } = await (await world.ec2()).send(asked);
  return Images.map(({ State }) => State);
}

describe('while a change is settling', () => {
  test('a new image is not visible yet', async () => {
    const ec2 = await world.ec2();
    const copy = new CopyImageCommand({
      SourceRegion: 'us-east-1',
      SourceImageId: 'ami-1234567890abcdef0',
      Name: 'settling',
    });
    const { ImageId = '' } = await ec2.send(copy);

    await expect(ec2.send(new DescribeImagesCommand({ ImageIds: [ImageId] }))).rejects.toMatchObject({
      name: 'InvalidAMIID.NotFound',
    });
    expect(await statesOf(ImageId)).toEqual([]);
    world.advance(5);
    expect(await statesOf(ImageId)).toEqual(['pending']);
  });

  test('a deregistered image is still visible', async () => {
    const imageId = 'ami-0a57a1ed0c4b3f210';
    await (await world.ec2()).send(new DeregisterImageCommand({ ImageId: imageId }));

    expect(await statesOf(imageId)).toEqual(['deregistered']);
    world.advance(5);
    expect(await statesOf(imageId)).toEqual([]);
  });
});
