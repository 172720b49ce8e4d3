import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DescribeImagesCommand, type DescribeImagesCommandInput } from '@aws-sdk/client-ec2';
import { ACCOUNTS } from '../../../../sandbox/seed/accounts.js';
import { startAwsUnderTest, type AwsUnderTest } from '../aws-under-test.js';

let world: AwsUnderTest;
beforeAll(async () => {
  world = await startAwsUnderTest();
});
beforeEach(() => world.aws.reset());
afterAll(() => world.close());

async function images(input: DescribeImagesCommandInput, region?: string, account?: string) {
  const client = await world.ec2(region, account);
  const { Images = [] } = await client.send(new DescribeImagesCommand(input));
  return Images;
}

async function ids(
  input: DescribeImagesCommandInput,
  region?: string,
  account?: string,
): Promise<readonly (string | undefined)[]> {
  return (await images(input, region, account)).map(({ ImageId }) => ImageId);
}

const GOLDEN = 'ami-1234567890abcdef0';

describe('DescribeImages', () => {
  test('returns to the owner every attribute that EC2 returns', async () => {
    const [golden] = await images({ ImageIds: [GOLDEN] });

    expect(golden).toMatchObject({
      ImageId: GOLDEN,
      OwnerId: ACCOUNTS.images,
      Name: 'golden-base-2026.11',
      State: 'available',
      Public: false,
      CreationDate: '2026-11-18T09:00:00.000Z',
      LastLaunchedTime: '2026-11-23T09:00:00.000Z',
      VirtualizationType: 'hvm',
      DeregistrationProtection: 'disabled',
    });
    expect(golden?.BlockDeviceMappings?.map(({ Ebs }) => [Ebs?.SnapshotId, Ebs?.VolumeSize, Ebs?.Encrypted])).toEqual([
      ['snap-1234567890abcdef1', 20, false],
      ['snap-1234567890abcdef2', 100, false],
    ]);
    expect(golden?.Tags).toContainEqual({ Key: 'Tier', Value: 'base' });
  });

  test('returns markup and newlines unchanged', async () => {
    const [marked] = await images({ Filters: [{ Name: 'image-id', Values: ['ami-0dec*'] }] });

    expect(marked?.Name).toBe('<!channel> *bold* `code` <https://example.com|link>');
    expect(marked?.Tags).toContainEqual({ Key: 'Notes', Value: 'first line\nsecond line & <b>third</b>\n> quoted' });
  });

  test('hides tags, last launch and protection from other accounts', async () => {
    const [shared] = await images({ ImageIds: ['ami-05ba4ed1f2e3d4c50'] }, 'us-east-1', ACCOUNTS.prod);

    expect(shared).toMatchObject({ ImageId: 'ami-05ba4ed1f2e3d4c50', OwnerId: ACCOUNTS.images });
    expect(shared?.Tags ?? []).toEqual([]);
    expect(shared?.LastLaunchedTime).toBeUndefined();
    expect(shared?.DeregistrationProtection).toBeUndefined();
  });

  test.each([
    ['shared with the account', 'ami-05ba4ed1f2e3d4c50', ACCOUNTS.prod, true],
    ['shared with its organization', 'ami-05ba4ed2f2e3d4c50', ACCOUNTS.prod, true],
    ['shared but not among the Allowed AMIs of the account', 'ami-05ba4ed2f2e3d4c50', ACCOUNTS.dev, false],
    ['public', 'ami-0bad0bad1b2c3d4e0', ACCOUNTS.prod, true],
    ['private', GOLDEN, ACCOUNTS.prod, false],
  ])('returns an image that is %s only if it is visible', async (_how, imageId, account, seen) => {
    const found = await ids({ Filters: [{ Name: 'image-id', Values: [imageId] }] }, 'us-east-1', account);

    expect(found).toEqual(seen ? [imageId] : []);
  });

  test.each([
    [
      'unknown',
      ['ami-0fffffffffffffff0'],
      { name: 'InvalidAMIID.NotFound', message: "The image id '[ami-0fffffffffffffff0]' does not exist" },
    ],
    [
      'malformed',
      ['ami-123'],
      { name: 'InvalidAMIID.Malformed', message: 'Invalid id: "ami-123" (expecting "ami-...")' },
    ],
    ['from another Region', ['ami-0a57a2ed0c4b3f220'], { name: 'InvalidAMIID.NotFound' }],
    [
      'private in another account, next to a valid one',
      [GOLDEN, 'ami-0de7a1b2c3d4e5f60'],
      { name: 'InvalidAMIID.NotFound' },
    ],
  ])('fails the whole call for an image ID that is %s', async (_why, imageIds, error) => {
    await expect(images({ ImageIds: imageIds })).rejects.toMatchObject(error);
  });

  test('omits disabled images unless they are requested', async () => {
    const filter = { Filters: [{ Name: 'image-id', Values: ['ami-0d15ab1ed0e1f2a30'] }] };

    expect(await ids({ ...filter })).toEqual([]);
    expect(await ids({ ...filter, IncludeDisabled: true })).toEqual(['ami-0d15ab1ed0e1f2a30']);
  });

  test('hides a deprecated image from other accounts unless it is requested', async () => {
    const image = world.aws.store.get('images', 'ami-05ba4ed1f2e3d4c50');
    if (image !== undefined) world.aws.store.put('images', { ...image, deprecatedAt: '2026-11-01T00:00:00.000Z' });
    const filter = { Filters: [{ Name: 'image-id', Values: ['ami-05ba4ed1*'] }] };

    expect(await ids(filter)).toHaveLength(1);
    expect(await ids(filter, 'us-east-1', ACCOUNTS.prod)).toEqual([]);
    expect(await ids({ ...filter, IncludeDeprecated: true }, 'us-east-1', ACCOUNTS.prod)).toHaveLength(1);
    expect(await ids({ ImageIds: ['ami-05ba4ed1f2e3d4c50'] }, 'us-east-1', ACCOUNTS.prod)).toHaveLength(1);
  });

  test.each([
    ['self', { Owners: ['self'] }, [ACCOUNTS.images]],
    ['an alias of several accounts', { Owners: ['amazon'] }, ['137112412989', '801119661308']],
    ['an account ID', { Owners: [ACCOUNTS.prod] }, [ACCOUNTS.prod]],
  ])('accepts as Owners %s', async (_what, input, owners) => {
    const found = await images(input);

    expect(new Set(found.map(({ OwnerId }) => OwnerId))).toEqual(new Set(owners));
  });

  test('returns for ExecutableUsers=self images shared with the account, not public ones', async () => {
    expect(await ids({ ExecutableUsers: ['self'] })).toEqual([
      'ami-05ba4ed2f2e3d4c50',
      'ami-0d0d1a2b3c4d5e6f0',
      'ami-03a5ce7d0e1f2a3b0',
    ]);
  });

  test.each([
    ['name with a wildcard', { Name: 'name', Values: ['golden-*'] }, [GOLDEN]],
    ['tag', { Name: 'tag:Retain', Values: ['yes'] }, ['ami-0e1a57edd2c1b0a90', 'ami-0e1a58edd2c1b0a90']],
    ['state', { Name: 'state', Values: ['failed', 'pending'] }, ['ami-0fa11edd0e1f2a3b0', 'ami-09e4d149d0e1f2a30']],
    [
      'snapshot',
      { Name: 'block-device-mapping.snapshot-id', Values: ['snap-0d1ff0a1b2c3d4e51'] },
      ['ami-0d1ff0a1b2c3d4e50', 'ami-0d1ff0a2b2c3d4e50'],
    ],
    ['name, case-sensitively', { Name: 'name', Values: ['GOLDEN-*'] }, []],
  ])('filters by %s', async (_what, filter, expected) => {
    expect(await ids({ Owners: ['self'], Filters: [filter] })).toEqual(expected);
  });

  test('refuses an unknown filter', async () => {
    await expect(images({ Filters: [{ Name: 'colour', Values: ['blue'] }] })).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
  });

  test('returns every image across pages that can be empty', async () => {
    const client = await world.ec2();
    const found: (string | undefined)[] = [];
    let pages = 0;
    let NextToken: string | undefined;
    do {
      const page = await client.send(
        new DescribeImagesCommand({
          Filters: [{ Name: 'name', Values: ['golden-*', 'old-template-*'] }],
          MaxResults: 5,
          ...(NextToken === undefined ? {} : { NextToken }),
        }),
      );
      pages += 1;
      found.push(...(page.Images ?? []).map(({ ImageId }) => ImageId));
      ({ NextToken } = page);
    } while (NextToken !== undefined);

    expect(found).toEqual([GOLDEN, 'ami-01f5e16a1b2c3d4e0']);
    expect(pages).toBeGreaterThan(5);
  });

  test('refuses image IDs together with MaxResults', async () => {
    await expect(images({ ImageIds: [GOLDEN], MaxResults: 10 })).rejects.toMatchObject({
      name: 'InvalidParameterCombination',
    });
  });

  test('applies Allowed AMIs: hides other images, or marks them in audit mode', async () => {
    const { store } = world.aws;
    const stranger = store.get('images', 'ami-0bad0bad1b2c3d4e0');
    if (stranger !== undefined) {
      store.put('images', { ...stranger, id: 'ami-0bad0bad1b2c3d4e1', region: 'eu-west-1' });
      store.put('images', { ...stranger, id: 'ami-0bad0bad1b2c3d4e2', region: 'eu-central-1' });
    }

    await expect(images({ ImageIds: ['ami-0bad0bad1b2c3d4e1'] }, 'eu-west-1', ACCOUNTS.prod)).rejects.toMatchObject({
      name: 'InvalidAMIID.NotFound',
    });
    expect(await images({ ImageIds: ['ami-0bad0bad1b2c3d4e2'] }, 'eu-central-1')).toMatchObject([
      { ImageAllowed: false },
    ]);
  });
});
