import { z } from 'zod';
import type { LaunchTemplate } from '../entities.js';
import { invalidCombination } from '../errors.js';
import { checkImageId } from '../visible-images.js';
import { resolveImageId } from '../launch-template-images.js';
import { ec2Operation, type Call } from '../operation.js';
import { paginateList } from '../paging.js';
import { flag, listOf, text, texts, wholeNumber } from '../parameters.js';

const TYPES = [
  'ec2:Instance',
  'ec2:LaunchTemplate',
  'ssm:Parameter',
  'imagebuilder:ImageRecipe',
  'imagebuilder:ContainerRecipe',
] as const;

type Type = (typeof TYPES)[number];

const resourceType = z.strictObject({
  ResourceType: z.enum(TYPES),
  ResourceTypeOption: listOf(
    z.strictObject({ OptionName: z.enum(['state-name', 'version-depth']), OptionValue: texts }),
  ),
});

type Options = z.infer<typeof resourceType>['ResourceTypeOption'];

/**
 * What names the images in the caller's account and this Region. It looks on the caller's behalf, who needs the rights
 * for that too. (EC2 User Guide, "Identify your resources referencing specified AMIs")
 */
export const describeImageReferences = ec2Operation('DescribeImageReferences', {
  params: {
    ImageId: z.array(text).min(1).max(10, 'At most 10 images can be looked up at once.'),
    IncludeAllResourceTypes: flag.default(false),
    ResourceType: listOf(resourceType),
    MaxResults: wholeNumber(5, 1000).optional(),
    NextToken: text.optional(),
  },
  additionalPermissions: [
    'ec2:DescribeInstances',
    'ec2:DescribeLaunchTemplates',
    'ec2:DescribeLaunchTemplateVersions',
    'ssm:DescribeParameters',
    'ssm:GetParameters',
    'imagebuilder:ListImageRecipes',
    'imagebuilder:ListContainerRecipes',
    'imagebuilder:GetContainerRecipe',
  ],
  run(params, call) {
    params.ImageId.forEach(checkImageId);
    if (params.IncludeAllResourceTypes === params.ResourceType.length > 0) {
      throw invalidCombination('Specify either IncludeAllResourceTypes or ResourceTypes.');
    }
    const wanted = params.IncludeAllResourceTypes
      ? TYPES.map((ResourceType) => ({ ResourceType, ResourceTypeOption: [] }))
      : params.ResourceType;
    const references = params.ImageId.flatMap((imageId) =>
      wanted.flatMap(({ ResourceType, ResourceTypeOption }) =>
        arnsOf(imageId, ResourceType, ResourceTypeOption, call).map((one) => ({
          imageId,
          resourceType: ResourceType,
          arn: one,
        })),
      ),
    );
    const page = paginateList(references, { size: params.MaxResults, token: params.NextToken });
    return { imageReferenceSet: page.items, nextToken: page.next };
  },
});

function arnsOf(imageId: string, type: Type, options: Options, call: Call): readonly string[] {
  if (type === 'ec2:Instance') return instances(imageId, options, call);
  if (type === 'ec2:LaunchTemplate') return launchTemplates(imageId, options, call);
  return call.store
    .all('mentions')
    .filter((mention) => isOwnResource(mention, call) && mention.type === type && mention.imageId === imageId)
    .map((mention) => mention.arn);
}

/** Without a filter every state counts, `terminated` too. */
function instances(imageId: string, options: Options, call: Call): readonly string[] {
  const states = options
    .filter(({ OptionName }) => OptionName === 'state-name')
    .flatMap(({ OptionValue }) => OptionValue);
  return call.store
    .all('instances')
    .filter((instance) => isOwnResource(instance, call) && instance.imageId === imageId)
    .filter(({ state }) => states.length === 0 || states.includes(state))
    .map(({ id, region, ownerId }) => arn('ec2', region, ownerId, `instance/${id}`));
}

const DEFAULT_DEPTH = 10;

/** Only the newest versions are read. The ARN names the template. */
function launchTemplates(imageId: string, options: Options, call: Call): readonly string[] {
  const asked = options.find(({ OptionName }) => OptionName === 'version-depth')?.OptionValue[0];
  const depth = asked === undefined ? DEFAULT_DEPTH : Number(asked);
  return call.store
    .all('launchTemplates')
    .filter(
      (template) =>
        isOwnResource(template, call) &&
        latestVersions(template, depth).some((id) => resolveImageId(id, call) === imageId),
    )
    .map(({ id, region, ownerId }) => arn('ec2', region, ownerId, `launch-template/${id}`));
}

function latestVersions({ versions }: LaunchTemplate, depth: number): readonly string[] {
  return versions.slice(-depth).flatMap((version) => version.imageId ?? []);
}

function isOwnResource(one: { readonly region: string; readonly ownerId: string }, { region, caller }: Call): boolean {
  return one.region === region && one.ownerId === caller.account;
}

/** An ARN of the one partition that is simulated. */
function arn(service: string, region: string, account: string, resource: string): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}
