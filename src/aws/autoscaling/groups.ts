import { DescribeAutoScalingGroupsCommand, DescribeLaunchConfigurationsCommand } from '@aws-sdk/client-auto-scaling';
import { z } from 'zod';
import { readAllPages } from '../read.js';
import type { Clients } from '../clients/clients.js';
import type { AccountRegion } from '../../domain/model/directory.js';

/** An Auto Scaling group, by what it launches from. */
export interface ScalingGroup {
  readonly arn: string;
  readonly configuration?: string | undefined;
  readonly templates: readonly TemplateUse[];
}

/** A launch template with the version that is used: a number, `$Latest` or `$Default`. */
export interface TemplateUse {
  readonly id: string;
  readonly version: string;
}

export interface LaunchConfiguration {
  readonly arn: string;
  readonly name: string;
  readonly imageId: string;
}

const configurationsPageSchema = z.object({
  NextToken: z.string().optional(),
  LaunchConfigurations: z
    .array(z.object({ LaunchConfigurationARN: z.string(), LaunchConfigurationName: z.string(), ImageId: z.string() }))
    .default([]),
});

const templateUseSchema = z
  .object({ LaunchTemplateId: z.string(), Version: z.string().default('$Default') })
  .transform(({ LaunchTemplateId, Version }): TemplateUse => ({ id: LaunchTemplateId, version: Version }));

const groupsPageSchema = z.object({
  NextToken: z.string().optional(),
  AutoScalingGroups: z
    .array(
      z.object({
        AutoScalingGroupARN: z.string(),
        LaunchConfigurationName: z.string().optional(),
        LaunchTemplate: templateUseSchema.optional(),
        MixedInstancesPolicy: z
          .object({
            LaunchTemplate: z
              .object({
                LaunchTemplateSpecification: templateUseSchema.optional(),
                Overrides: z.array(z.object({ LaunchTemplateSpecification: templateUseSchema.optional() })).default([]),
              })
              .optional(),
          })
          .optional(),
      }),
    )
    .default([]),
});

/** The maximum page size. (Auto Scaling API, DescribeLaunchConfigurations) */
const PAGE = 100;

/** All launch configurations; EC2's own list of references does not know them. */
export async function readLaunchConfigurations(
  clients: Clients,
  place: AccountRegion,
): Promise<readonly LaunchConfiguration[]> {
  const client = await clients.autoScaling(place);
  const pages = await readAllPages(['autoscaling', 'DescribeLaunchConfigurations'], configurationsPageSchema, (token) =>
    client.send(new DescribeLaunchConfigurationsCommand({ MaxRecords: PAGE, ...token })),
  );
  return pages
    .flatMap(({ LaunchConfigurations }) => LaunchConfigurations)
    .map(({ LaunchConfigurationARN, LaunchConfigurationName, ImageId }) => ({
      arn: LaunchConfigurationARN,
      name: LaunchConfigurationName,
      imageId: ImageId,
    }));
}

export async function readScalingGroups(clients: Clients, place: AccountRegion): Promise<readonly ScalingGroup[]> {
  const client = await clients.autoScaling(place);
  const pages = await readAllPages(['autoscaling', 'DescribeAutoScalingGroups'], groupsPageSchema, (token) =>
    client.send(new DescribeAutoScalingGroupsCommand({ MaxRecords: PAGE, ...token })),
  );
  return pages.flatMap(({ AutoScalingGroups }) =>
    AutoScalingGroups.map(({ AutoScalingGroupARN, LaunchConfigurationName, LaunchTemplate, MixedInstancesPolicy }) => {
      const mixed = MixedInstancesPolicy?.LaunchTemplate;
      const overrides = mixed?.Overrides.map(({ LaunchTemplateSpecification }) => LaunchTemplateSpecification) ?? [];
      return {
        arn: AutoScalingGroupARN,
        configuration: LaunchConfigurationName,
        templates: [LaunchTemplate, mixed?.LaunchTemplateSpecification, ...overrides].filter(
          (use) => use !== undefined,
        ),
      };
    }),
  );
}
