import type { AutoScalingGroup, TemplateChoice } from '../entities.js';
import type { Owned } from '../owned.js';
import { operation, type Call } from '../operation.js';
import { paginateList } from '../paging.js';
import { text, texts, wholeNumber } from '../parameters.js';

/** The maximum page size, and the default. (Auto Scaling API Reference) */
const pageSize = wholeNumber(1, 100).default(50);

export const describeLaunchConfigurations = operation('autoscaling', 'DescribeLaunchConfigurations', {
  params: { LaunchConfigurationNames: texts, MaxRecords: pageSize, NextToken: text.optional() },
  run(params, call) {
    const shown = ownResources(call.store.all('launchConfigurations'), call, params.LaunchConfigurationNames);
    const page = paginateList(shown, { size: params.MaxRecords, token: params.NextToken });
    const LaunchConfigurations = page.items.map(({ id, name, imageId, instanceType, createdAt, region, ownerId }) => ({
      LaunchConfigurationName: name,
      LaunchConfigurationARN: `arn:aws:autoscaling:${region}:${ownerId}:launchConfiguration:${id}:launchConfigurationName/${name}`,
      ImageId: imageId,
      InstanceType: instanceType,
      CreatedTime: createdAt,
    }));
    return { LaunchConfigurations, NextToken: page.next };
  },
});

export const describeAutoScalingGroups = operation('autoscaling', 'DescribeAutoScalingGroups', {
  params: { AutoScalingGroupNames: texts, MaxRecords: pageSize, NextToken: text.optional() },
  run(params, call) {
    const shown = ownResources(call.store.all('autoScalingGroups'), call, params.AutoScalingGroupNames);
    const page = paginateList(shown, { size: params.MaxRecords, token: params.NextToken });
    const AutoScalingGroups = page.items.map((group) => ({
      AutoScalingGroupName: group.name,
      AutoScalingGroupARN: `arn:aws:autoscaling:${group.region}:${group.ownerId}:autoScalingGroup:${group.id}:autoScalingGroupName/${group.name}`,
      LaunchConfigurationName: group.launchConfigurationName,
      LaunchTemplate: specification(group.launchTemplate),
      MixedInstancesPolicy: group.mixed === undefined ? undefined : mixedInstancesPolicy(group.mixed),
      MinSize: 1,
      MaxSize: 3,
      DesiredCapacity: 1,
      DefaultCooldown: 300,
      AvailabilityZones: [`${group.region}a`],
      HealthCheckType: 'EC2',
      CreatedTime: group.createdAt,
    }));
    return { AutoScalingGroups, NextToken: page.next };
  },
});

function mixedInstancesPolicy({ template, overrides }: NonNullable<AutoScalingGroup['mixed']>) {
  return {
    LaunchTemplate: {
      LaunchTemplateSpecification: specification(template),
      Overrides: overrides.map((choice) => ({
        InstanceType: 'm7i.large',
        LaunchTemplateSpecification: specification(choice),
      })),
    },
  };
}

function specification(choice: TemplateChoice | undefined) {
  return choice === undefined ? undefined : { LaunchTemplateId: choice.id, Version: choice.version };
}

function ownResources<T extends Owned & { readonly name: string }>(
  all: readonly T[],
  { caller, region }: Call,
  names: readonly string[],
): readonly T[] {
  return all.filter(
    (one) =>
      one.ownerId === caller.account && one.region === region && (names.length === 0 || names.includes(one.name)),
  );
}
