import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DescribeAutoScalingGroupsCommand, DescribeLaunchConfigurationsCommand } from '@aws-sdk/client-auto-scaling';
import {
  DescribeImageReferencesCommand,
  DescribeInstancesCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  type DescribeImageReferencesCommandInput,
} from '@aws-sdk/client-ec2';
import { ACCOUNTS } from '../../../../sandbox/seed/accounts.js';
import { startAwsUnderTest, type AwsUnderTest } from '../aws-under-test.js';

let world: AwsUnderTest;
beforeAll(async () => {
  world = await startAwsUnderTest();
});
beforeEach(() => world.aws.reset());
afterAll(() => world.close());

async function references(input: DescribeImageReferencesCommandInput, region?: string, account?: string) {
  const { ImageReferences = [] } = await (
    await world.ec2(region, account)
  ).send(new DescribeImageReferencesCommand(input));
  return ImageReferences.map(({ ResourceType, Arn }) => `${ResourceType} ${Arn}`);
}

const ALL = { IncludeAllResourceTypes: true } as const;
const INSTANCE = 'ec2:Instance arn:aws:ec2:us-east-1:999988887777:instance/';
const TEMPLATE = 'ec2:LaunchTemplate arn:aws:ec2:us-east-1:999988887777:launch-template/';

describe('DescribeImageReferences', () => {
  test.each([
    [
      'instances, including terminated ones',
      'ami-01f5e11a1b2c3d4e0',
      ['1', '2', '3'].map((end) => `${INSTANCE}i-0b111d0000000000${end}`),
    ],
    ['launch templates', 'ami-01f5e12a1b2c3d4e0', [`${TEMPLATE}lt-0c0de000000000001`]],
    [
      'parameters and the templates that resolve them',
      'ami-01f5e14a1b2c3d4e0',
      [
        `${TEMPLATE}lt-0c0de000000000002`,
        'ssm:Parameter arn:aws:ssm:us-east-1:999988887777:parameter/images/edge-proxy',
      ],
    ],
    [
      'image recipes',
      'ami-01f5e15a1b2c3d4e0',
      ['imagebuilder:ImageRecipe arn:aws:imagebuilder:us-east-1:999988887777:image-recipe/base/1.0.2'],
    ],
    ['no launch configurations', 'ami-01f5e13a1b2c3d4e0', []],
  ])('finds %s', async (_what, imageId, expected) => {
    expect(await references({ ImageIds: [imageId], ...ALL })).toEqual(expected);
  });

  test('returns only instances in the requested states', async () => {
    const ResourceTypeOptions = [{ OptionName: 'state-name' as const, OptionValues: ['running'] }];

    expect(
      await references({
        ImageIds: ['ami-01f5e11a1b2c3d4e0'],
        ResourceTypes: [{ ResourceType: 'ec2:Instance', ResourceTypeOptions }],
      }),
    ).toEqual([`${INSTANCE}i-0b111d00000000001`]);
  });

  test('searches only the requested number of template versions', async () => {
    function depth(OptionValues: string[]): DescribeImageReferencesCommandInput {
      return {
        ImageIds: ['ami-01f5e16a1b2c3d4e0'],
        ResourceTypes: [
          {
            ResourceType: 'ec2:LaunchTemplate' as const,
            ResourceTypeOptions: [{ OptionName: 'version-depth' as const, OptionValues }],
          },
        ],
      };
    }

    expect(await references(depth(['1']))).toEqual([]);
    expect(await references(depth(['2']))).toEqual([`${TEMPLATE}lt-0c0de000000000003`]);
  });

  test('returns only resources of the caller account', async () => {
    const shared = 'ami-05ba4ed1f2e3d4c50';

    expect(await references({ ImageIds: [shared], ...ALL })).toEqual([]);
    expect(await references({ ImageIds: [shared], ...ALL }, 'us-east-1', ACCOUNTS.prod)).toHaveLength(2);
  });

  test('returns its results in pages', async () => {
    const { store } = world.aws;
    const [instance] = store.all('instances');
    for (const end of ['a', 'b', 'c', 'd', 'e'])
      if (instance !== undefined) store.put('instances', { ...instance, id: `i-0b111d0000000001${end}` });
    const ec2 = await world.ec2();
    const input = { ImageIds: ['ami-01f5e11a1b2c3d4e0'], ...ALL, MaxResults: 5 };

    const first = await ec2.send(new DescribeImageReferencesCommand(input));
    const second = await ec2.send(new DescribeImageReferencesCommand({ ...input, NextToken: first.NextToken }));

    expect([first.ImageReferences?.length, second.ImageReferences?.length, second.NextToken]).toEqual([
      5,
      3,
      undefined,
    ]);
  });

  test.each([
    [
      'more than 10 images',
      { ImageIds: Array.from({ length: 11 }, () => 'ami-1234567890abcdef0'), ...ALL },
      'InvalidParameterValue',
    ],
    ['no image', { ImageIds: [], ...ALL }, 'MissingParameter'],
    ['no resource type', { ImageIds: ['ami-1234567890abcdef0'] }, 'InvalidParameterCombination'],
  ])('refuses %s', async (_what, input, name) => {
    await expect(references(input)).rejects.toMatchObject({ name });
  });

  test('is denied in dev in eu-west-1 with the missing permission', async () => {
    await expect(
      references({ ImageIds: ['ami-0de7a1b2c3d4e5f60'], ...ALL }, 'eu-west-1', ACCOUNTS.dev),
    ).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringContaining('is not authorized to perform: ec2:DescribeImageReferences because'),
    });
  });

  test('requires the read permissions of the resources', async () => {
    world.aws.store.put('denials', { id: 'ssm', account: ACCOUNTS.images, permission: 'ssm:GetParameters' });

    await expect(references({ ImageIds: ['ami-1234567890abcdef0'], ...ALL })).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
    });
  });
});

describe('DescribeInstances', () => {
  test('filters by image and state', async () => {
    const Filters = [
      { Name: 'image-id', Values: ['ami-01f5e11a1b2c3d4e0'] },
      { Name: 'instance-state-name', Values: ['running', 'stopped'] },
    ];
    const { Reservations = [] } = await (
      await world.ec2()
    ).send(new DescribeInstancesCommand({ Filters, MaxResults: 1000 }));

    expect(
      Reservations.map(({ OwnerId, Instances }) => [OwnerId, Instances?.[0]?.InstanceId, Instances?.[0]?.State?.Name]),
    ).toEqual([
      [ACCOUNTS.images, 'i-0b111d00000000001', 'running'],
      [ACCOUNTS.images, 'i-0b111d00000000002', 'stopped'],
    ]);
  });
});

describe('launch templates', () => {
  test('are listed with their versions', async () => {
    const { LaunchTemplates = [] } = await (await world.ec2()).send(new DescribeLaunchTemplatesCommand({}));

    expect(
      LaunchTemplates.map((one) => [one.LaunchTemplateName, one.DefaultVersionNumber, one.LatestVersionNumber]),
    ).toEqual([
      ['queue-worker', 1, 2],
      ['edge-proxy', 1, 1],
      ['web', 2, 2],
    ]);
  });

  test.each([
    [true, 'ami-01f5e14a1b2c3d4e0'],
    [false, 'resolve:ssm:/images/edge-proxy'],
  ])('resolve parameters only if requested: %s', async (ResolveAlias, imageId) => {
    const asked = new DescribeLaunchTemplateVersionsCommand({ Versions: ['$Latest', '$Default'], ResolveAlias });
    const { LaunchTemplateVersions = [] } = await (await world.ec2()).send(asked);

    expect(
      LaunchTemplateVersions.map((one) => [one.LaunchTemplateName, one.VersionNumber, one.LaunchTemplateData?.ImageId]),
    ).toEqual([
      ['queue-worker', 2, 'ami-01f5e12a1b2c3d4e0'],
      ['queue-worker', 1, 'ami-01f5e12a1b2c3d4e0'],
      ['edge-proxy', 1, imageId],
      ['web', 2, 'ami-0badcafe2d3e4f500'],
    ]);
  });

  test('accept only $Latest and $Default without a template', async () => {
    const asked = (await world.ec2()).send(new DescribeLaunchTemplateVersionsCommand({ Versions: ['1'] }));

    await expect(asked).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
  });
});

describe('Auto Scaling', () => {
  test('lists launch configurations with their image', async () => {
    const { LaunchConfigurations } = await world
      .autoScaling()
      .send(new DescribeLaunchConfigurationsCommand({ MaxRecords: 100 }));

    expect(LaunchConfigurations).toMatchObject([
      { LaunchConfigurationName: 'batch-legacy-lc', ImageId: 'ami-01f5e13a1b2c3d4e0' },
    ]);
  });

  test('lists groups with their launch source in pages', async () => {
    const client = world.autoScaling();
    const first = await client.send(new DescribeAutoScalingGroupsCommand({ MaxRecords: 1 }));
    const second = await client.send(
      new DescribeAutoScalingGroupsCommand({ MaxRecords: 1, NextToken: first.NextToken }),
    );

    expect(first.AutoScalingGroups).toMatchObject([{ LaunchConfigurationName: 'batch-legacy-lc' }]);
    expect(second.AutoScalingGroups).toMatchObject([
      { LaunchTemplate: { LaunchTemplateId: 'lt-0c0de000000000001', Version: '$Default' } },
    ]);
    expect(second.NextToken).toBeUndefined();
  });

  test('refuses an invalid value with its own error code', async () => {
    const asked = world.autoScaling().send(new DescribeLaunchConfigurationsCommand({ MaxRecords: 101 }));

    await expect(asked).rejects.toMatchObject({ name: 'ValidationError' });
  });
});
