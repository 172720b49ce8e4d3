import {
  DescribeImageReferencesCommand,
  DescribeInstancesCommand,
  type ResourceTypeRequest,
} from '@aws-sdk/client-ec2';
import type { ImageReference } from '../../../domain/model/facts.js';
import { readAllPages } from '../../read.js';
import type { Clients } from '../../clients/clients.js';
import { partitionOf } from '../../partition.js';
import type { AccountRegion } from '../../../domain/model/directory.js';
import { instancesPageSchema, referencesPageSchema } from '../schema.js';

/** Instances that run, or can again: a terminated one is still listed for an hour and needs no AMI. */
const LIVING_STATES = ['pending', 'running', 'shutting-down', 'stopping', 'stopped'];

/** All types there are, named one by one because only so they take options. (EC2 API, DescribeImageReferences) */
const RESOURCE_TYPES: ResourceTypeRequest[] = [
  { ResourceType: 'ec2:Instance', ResourceTypeOptions: [{ OptionName: 'state-name', OptionValues: LIVING_STATES }] },
  // The default covers the newest ten versions of a template. This is the maximum.
  {
    ResourceType: 'ec2:LaunchTemplate',
    ResourceTypeOptions: [{ OptionName: 'version-depth', OptionValues: ['10000'] }],
  },
  { ResourceType: 'ssm:Parameter' },
  { ResourceType: 'imagebuilder:ImageRecipe' },
  { ResourceType: 'imagebuilder:ContainerRecipe' },
];

/** The maximum number of AMIs per call. (EC2 API, DescribeImageReferences) */
export const MAX_IMAGES_PER_CALL = 10;

export type ReferencesByImage = ReadonlyMap<string, readonly ImageReference[]>;

/** The references to the AMIs, at most ten, in this account and Region, as far as EC2 tracks them. */
export async function readReferences(
  clients: Clients,
  place: AccountRegion,
  imageIds: readonly string[],
): Promise<ReferencesByImage> {
  const pages = await readAllPages(['ec2', 'DescribeImageReferences'], referencesPageSchema, (token) =>
    clients.ec2(place).send(
      new DescribeImageReferencesCommand({
        ImageIds: [...imageIds],
        ResourceTypes: RESOURCE_TYPES,
        MaxResults: 100,
        ...token,
      }),
    ),
  );
  return groupByImage(
    pages.flatMap(({ ImageReferences }) =>
      ImageReferences.map(({ ImageId, ResourceType, Arn }) => [ImageId, { type: ResourceType, arn: Arn }] as const),
    ),
  );
}

/** Living instances that were launched from the AMIs: the part of their use that can be seen without the call above. */
export async function readInstances(
  clients: Clients,
  place: AccountRegion,
  imageIds: readonly string[],
): Promise<ReferencesByImage> {
  const pages = await readAllPages(['ec2', 'DescribeInstances'], instancesPageSchema, (token) =>
    clients.ec2(place).send(
      new DescribeInstancesCommand({
        Filters: [
          { Name: 'image-id', Values: [...imageIds] },
          { Name: 'instance-state-name', Values: LIVING_STATES },
        ],
        MaxResults: 1000,
        ...token,
      }),
    ),
  );
  return groupByImage(
    pages
      .flatMap(({ Reservations }) => Reservations)
      .flatMap(({ OwnerId, Instances }) =>
        Instances.map(({ InstanceId, ImageId = '' }) => {
          const arn = `arn:${partitionOf(place.region).name}:ec2:${place.region}:${OwnerId}:instance/${InstanceId}`;
          return [ImageId, { type: 'ec2:Instance', arn }] as const;
        }),
      ),
  );
}

/** Groups references by the AMI that they name. */
export function groupByImage(
  references: Iterable<readonly [imageId: string, reference: ImageReference]>,
): ReferencesByImage {
  const grouped = new Map<string, ImageReference[]>();
  for (const [imageId, reference] of references) {
    const of = grouped.get(imageId);
    if (of === undefined) grouped.set(imageId, [reference]);
    else of.push(reference);
  }
  return grouped;
}
