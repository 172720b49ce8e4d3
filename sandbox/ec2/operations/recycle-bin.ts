import { z } from 'zod';
import type { RetentionRule } from '../entities.js';
import { AwsError, invalidValue } from '../errors.js';
import { ec2Operation, operation, type Call } from '../operation.js';
import { pageOf, refuseIdsWithPage } from '../paging.js';
import { text, wholeNumber } from '../parameters.js';

export const listImagesInRecycleBin = ec2Operation('ListImagesInRecycleBin', {
  params: {
    ImageId: z.array(text).max(20, 'At most 20 images can be looked up at once.').default([]),
    MaxResults: wholeNumber(1, 1000).optional(),
    NextToken: text.optional(),
  },
  run(params, { store, caller, region }) {
    refuseIdsWithPage(params.ImageId, params.MaxResults, 'imageIds');
    const recycled = store
      .all('images')
      .filter((image) => image.ownerId === caller.account && image.region === region && image.bin !== undefined)
      .filter(({ id }) => params.ImageId.length === 0 || params.ImageId.includes(id));
    const missing = params.ImageId.find((id) => !recycled.some((image) => image.id === id));
    if (missing !== undefined) throw invalidValue('imageId', missing, 'The image is not in the Recycle Bin.');
    const page = pageOf(recycled, { size: params.MaxResults, token: params.NextToken });
    const imageSet = page.items.map(({ id, name, description, bin }) => ({
      imageId: id,
      name,
      description,
      recycleBinEnterTime: bin?.enteredAt,
      recycleBinExitTime: bin?.exitsAt,
    }));
    return { imageSet, nextToken: page.next };
  },
});

const resourceTag = z.object({ ResourceTagKey: z.string(), ResourceTagValue: z.string().optional() });

/** The list leaves out what a rule's tags are; `GetRule` tells. (Recycle Bin API Reference, RuleSummary) */
export const listRules = operation('rbin', 'ListRules', {
  params: {
    ResourceType: z.enum(['EBS_SNAPSHOT', 'EC2_IMAGE']),
    ResourceTags: z.array(resourceTag).max(50).default([]),
    MaxResults: z.number().int().min(1).max(1000).optional(),
    NextToken: z.string().optional(),
  },
  run(params, call) {
    const rules = rulesHere(call)
      .filter((rule) => rule.resourceType === params.ResourceType)
      .filter((rule) => params.ResourceTags.every((tag) => rule.tags.some(({ key }) => key === tag.ResourceTagKey)));
    const page = pageOf(rules, { size: params.MaxResults, token: params.NextToken });
    return { Rules: page.items.map(summary), NextToken: page.next };
  },
});

export const getRule = operation('rbin', 'GetRule', {
  params: { Identifier: z.string() },
  run({ Identifier }, call) {
    const rule = rulesHere(call).find(({ id }) => id === Identifier);
    if (rule === undefined) throw new AwsError('ResourceNotFoundException', 'Rule not found.', 404);
    return {
      ...summary(rule),
      ResourceType: rule.resourceType,
      ResourceTags: rule.tags.map(resourceTagOf),
      ExcludeResourceTags: rule.excludeTags.map(resourceTagOf),
      Status: 'available',
    };
  },
});

function rulesHere({ store, caller, region }: Call): readonly RetentionRule[] {
  return store.all('retentionRules').filter((rule) => rule.ownerId === caller.account && rule.region === region);
}

function summary({ id, description, days, region, ownerId }: RetentionRule) {
  return {
    Identifier: id,
    Description: description,
    RetentionPeriod: { RetentionPeriodValue: days, RetentionPeriodUnit: 'DAYS' },
    RuleArn: `arn:aws:rbin:${region}:${ownerId}:rule/${id}`,
  };
}

function resourceTagOf({ key, value }: { readonly key: string; readonly value?: string }) {
  return { ResourceTagKey: key, ResourceTagValue: value };
}
