import { z } from 'zod';
import type { RetentionRule } from '../entities.js';
import { AwsError, imageNotFound, invalidValue, snapshotNotFound } from '../errors.js';
import { checkImageId } from '../visible-images.js';
import { ec2Operation, operation, type Call } from '../operation.js';
import type { Owned } from '../owned.js';
import { paginateList, refuseIdsWithPage } from '../paging.js';
import { text, wholeNumber } from '../parameters.js';
import { checkSnapshotId } from '../visible-snapshots.js';
import { snapshotsOf } from '../snapshots-of-image.js';

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
      .filter((image) => isInOwnRecycleBin(image, { caller, region }))
      .filter(({ id }) => params.ImageId.length === 0 || params.ImageId.includes(id));
    const missing = params.ImageId.find((id) => !recycled.some((image) => image.id === id));
    if (missing !== undefined) throw invalidValue('imageId', missing, 'The image is not in the Recycle Bin.');
    const page = paginateList(recycled, { size: params.MaxResults, token: params.NextToken });
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

export const listSnapshotsInRecycleBin = ec2Operation('ListSnapshotsInRecycleBin', {
  params: {
    SnapshotId: z.array(text).default([]),
    MaxResults: wholeNumber(5, 1000).optional(),
    NextToken: text.optional(),
  },
  run(params, call) {
    refuseIdsWithPage(params.SnapshotId, params.MaxResults, 'snapshotIds');
    const recycled = call.store.all('snapshots').filter((snapshot) => isInOwnRecycleBin(snapshot, call));
    const missing = params.SnapshotId.find((id) => !recycled.some((snapshot) => snapshot.id === id));
    if (missing !== undefined) throw invalidValue('snapshotId', missing, 'The snapshot is not in the Recycle Bin.');
    const asked = recycled.filter(({ id }) => params.SnapshotId.length === 0 || params.SnapshotId.includes(id));
    const page = paginateList(asked, { size: params.MaxResults, token: params.NextToken });
    const snapshotSet = page.items.map(({ id, description, bin }) => ({
      snapshotId: id,
      description,
      recycleBinEnterTime: bin?.enteredAt,
      recycleBinExitTime: bin?.exitsAt,
    }));
    return { snapshotSet, nextToken: page.next };
  },
});

/** Sharing comes back too, and so do, here, the tags. (EBS User Guide, "Recover deleted AMIs from the Recycle Bin") */
export const restoreImageFromRecycleBin = ec2Operation('RestoreImageFromRecycleBin', {
  params: { ImageId: text },
  run({ ImageId }, call) {
    checkImageId(ImageId);
    const image = call.store.get('images', ImageId);
    if (image === undefined || !isInOwnRecycleBin(image, call)) throw imageNotFound([ImageId]);
    const { bin, deregisteredAt, ...rest } = image;
    if (bin === undefined || deregisteredAt === undefined) throw imageNotFound([ImageId]);
    const waiting = snapshotsOf(call.store, image).find(({ bin }) => bin !== undefined);
    if (waiting !== undefined) {
      throw new AwsError('IncorrectState', `Restore snapshot ${waiting.id} from the Recycle Bin first.`);
    }
    call.store.put('images', { ...rest, state: bin.state });
    return { return: true };
  },
});

export const restoreSnapshotFromRecycleBin = ec2Operation('RestoreSnapshotFromRecycleBin', {
  params: { SnapshotId: text },
  run({ SnapshotId }, call) {
    checkSnapshotId(SnapshotId);
    const snapshot = call.store.get('snapshots', SnapshotId);
    if (snapshot === undefined || !isInOwnRecycleBin(snapshot, call)) throw snapshotNotFound(SnapshotId);
    const { bin, ...restored } = snapshot;
    if (bin === undefined) throw snapshotNotFound(SnapshotId);
    call.store.put('snapshots', restored);
    const { description, ownerId, state: status, volumeSize } = restored;
    return {
      snapshotId: SnapshotId,
      description,
      ownerId,
      status,
      volumeSize,
      encrypted: restored.keyArn !== undefined,
    };
  },
});

function isInOwnRecycleBin(
  one: Owned & { readonly bin?: object },
  { caller, region }: Pick<Call, 'caller' | 'region'>,
) {
  return one.ownerId === caller.account && one.region === region && one.bin !== undefined;
}

const resourceTag = z.object({ ResourceTagKey: z.string(), ResourceTagValue: z.string().optional() });

/** The list omits a rule's tags. `GetRule` returns them. (Recycle Bin API Reference, RuleSummary) */
export const listRules = operation('rbin', 'ListRules', {
  params: {
    ResourceType: z.enum(['EBS_SNAPSHOT', 'EC2_IMAGE']),
    ResourceTags: z.array(resourceTag).max(50).default([]),
    MaxResults: z.number().int().min(1).max(1000).optional(),
    NextToken: z.string().optional(),
  },
  run(params, call) {
    const rules = ownRules(call)
      .filter((rule) => rule.resourceType === params.ResourceType)
      .filter((rule) => params.ResourceTags.every((tag) => rule.tags.some(({ key }) => key === tag.ResourceTagKey)));
    const page = paginateList(rules, { size: params.MaxResults, token: params.NextToken });
    return { Rules: page.items.map(summary), NextToken: page.next };
  },
});

export const getRule = operation('rbin', 'GetRule', {
  params: { Identifier: z.string() },
  run({ Identifier }, call) {
    const rule = ownRules(call).find(({ id }) => id === Identifier);
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

function ownRules({ store, caller, region }: Call): readonly RetentionRule[] {
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
