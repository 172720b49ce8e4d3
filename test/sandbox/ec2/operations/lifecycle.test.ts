import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  DeregisterImageCommand,
  DescribeImageAttributeCommand,
  DescribeImagesCommand,
  DisableImageCommand,
  DisableImageDeprecationCommand,
  DisableImageDeregistrationProtectionCommand,
  EnableImageCommand,
  EnableImageDeprecationCommand,
} from '@aws-sdk/client-ec2';
import { ACCOUNTS } from '../../../../sandbox/seed/accounts.js';
import { startAwsUnderTest, type AwsUnderTest } from '../aws-under-test.js';

let world: AwsUnderTest;
beforeAll(async () => {
  world = await startAwsUnderTest();
});
beforeEach(() => world.aws.reset());
afterAll(() => world.close());

const SHARED = 'ami-05ba4ed1f2e3d4c50';
/** Made 500 days ago, to be deprecated in 230. */
const PUBLIC = 'ami-09b11c0d1e2f3a4b0';
const ARCHIVED = 'ami-0a4c41fed0e1f2a30';
const DISABLED = 'ami-0d15ab1ed0e1f2a30';
const COOLING = 'ami-09507ec7ed1f2a3b0';

async function image(ImageId: string, account: string = ACCOUNTS.images, all = true) {
  const asked = { Filters: [{ Name: 'image-id', Values: [ImageId] }], IncludeDeprecated: all, IncludeDisabled: all };
  const { Images = [] } = await (await world.ec2('us-east-1', account)).send(new DescribeImagesCommand(asked));
  return Images[0];
}

async function deprecate(ImageId: string, at: string) {
  return (await world.ec2()).send(new EnableImageDeprecationCommand({ ImageId, DeprecateAt: new Date(at) }));
}

async function undeprecate(ImageId: string) {
  return (await world.ec2()).send(new DisableImageDeprecationCommand({ ImageId }));
}

describe('EnableImageDeprecation and DisableImageDeprecation', () => {
  test('round the time to the nearest minute and remove it', async () => {
    await deprecate(SHARED, '2026-12-24T09:30:40Z');

    expect((await image(SHARED))?.DeprecationTime).toBe('2026-12-24T09:31:00.000Z');
    await undeprecate(SHARED);
    expect((await image(SHARED))?.DeprecationTime).toBeUndefined();
  });

  test('hide the image from other accounts after the deprecation time', async () => {
    await deprecate(SHARED, '2026-11-25T09:00:00Z');

    expect(await image(SHARED, ACCOUNTS.prod, false)).toMatchObject({ ImageId: SHARED });
    world.advance(25 * 3_600);
    expect(await image(SHARED, ACCOUNTS.prod, false)).toBeUndefined();
    expect(await image(SHARED, ACCOUNTS.images, false)).toMatchObject({ ImageId: SHARED });
  });

  test.each([
    ['a time in the past', SHARED, '2020-01-01T00:00:00Z', 'InvalidParameterValue'],
    ['a time more than ten years ahead', SHARED, '2037-01-01T00:00:00Z', 'InvalidParameterValue'],
    ['a later time for a public image', PUBLIC, '2027-12-31T00:00:00Z', 'OperationNotPermitted'],
  ])('refuse %s', async (_what, imageId, at, name) => {
    await expect(deprecate(imageId, at)).rejects.toMatchObject({ name });
  });

  test('allow only an earlier time for a public image and never its removal', async () => {
    await deprecate(PUBLIC, '2026-12-31T00:00:00Z');

    expect((await image(PUBLIC))?.DeprecationTime).toBe('2026-12-31T00:00:00.000Z');
    await expect(undeprecate(PUBLIC)).rejects.toMatchObject({ name: 'OperationNotPermitted' });
  });
});

describe('DisableImage and EnableImage', () => {
  test('remove the launch permissions and do not restore them', async () => {
    const ec2 = await world.ec2();
    await ec2.send(new DisableImageCommand({ ImageId: SHARED }));

    expect((await image(SHARED))?.State).toBe('disabled');
    await ec2.send(new EnableImageCommand({ ImageId: SHARED }));
    const { LaunchPermissions } = await ec2.send(
      new DescribeImageAttributeCommand({ ImageId: SHARED, Attribute: 'launchPermission' }),
    );
    expect(LaunchPermissions).toEqual([]);
    expect((await image(SHARED))?.State).toBe('available');
  });

  test('refuse an image in another state and enabling an archived image', async () => {
    const ec2 = await world.ec2();

    await expect(ec2.send(new DisableImageCommand({ ImageId: DISABLED }))).rejects.toMatchObject({
      name: 'InvalidAMIID.Unavailable',
    });
    await expect(ec2.send(new EnableImageCommand({ ImageId: ARCHIVED }))).rejects.toMatchObject({
      name: 'OperationNotPermitted',
    });
  });
});

describe('deregistration protection', () => {
  test('with a cooldown remains for 24 hours after it is disabled', async () => {
    const ec2 = await world.ec2();
    await ec2.send(new DisableImageDeregistrationProtectionCommand({ ImageId: COOLING }));

    await expect(ec2.send(new DeregisterImageCommand({ ImageId: COOLING }))).rejects.toMatchObject({
      name: 'OperationNotPermitted',
    });
    world.advance(24 * 3_600);
    await expect(ec2.send(new DeregisterImageCommand({ ImageId: COOLING }))).resolves.toMatchObject({ Return: true });
  });
});
