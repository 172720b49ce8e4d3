import type { Tags } from '../owned.js';
import { AwsError, imageNotFound, snapshotNotFound } from '../errors.js';
import { filterPredicate, type FilterFields } from '../filters.js';
import { ec2Operation, type Call } from '../operation.js';
import { paginateList } from '../paging.js';
import { filters, listOf, tagPairs, text, texts, wholeNumber } from '../parameters.js';
import { withTags } from '../tagging.js';
import { z } from 'zod';

/** Sets tags on resources of the caller: on all of them or, when one is unknown, on none. */
export const createTags = ec2Operation('CreateTags', {
  params: { ResourceId: texts, Tag: tagPairs },
  run({ ResourceId, Tag }, call) {
    const changed = ResourceId.map((id) => findTaggable(call, id)).map((one) => ({
      ...one,
      tags: withTags(one.tags, Tag),
    }));
    changed.forEach(({ id, tags }) => setTags(call, id, tags));
    return { return: true };
  },
});

/** With a value, only a tag that has it is removed. (EC2 API, DeleteTags) */
export const deleteTags = ec2Operation('DeleteTags', {
  params: { ResourceId: texts, Tag: listOf(z.strictObject({ Key: text, Value: text.optional() })) },
  run({ ResourceId, Tag }, call) {
    for (const { id, tags } of ResourceId.map((one) => findTaggable(call, one))) {
      const kept = Object.entries(tags).filter(
        ([key, value]) => !Tag.some((tag) => tag.Key === key && (tag.Value === undefined || tag.Value === value)),
      );
      setTags(call, id, Object.fromEntries(kept));
    }
    return { return: true };
  },
});

interface TagEntry {
  readonly key: string;
  readonly value: string;
  readonly resourceId: string;
  readonly resourceType: string;
}

export const describeTags = ec2Operation('DescribeTags', {
  params: { Filter: filters, MaxResults: wholeNumber(5, 1000).optional(), NextToken: text.optional() },
  run(params, call) {
    const page = paginateList(tagsOf(call), { size: params.MaxResults, token: params.NextToken });
    const passes = filterPredicate(params.Filter, FIELDS, ({ key, value }) => ({ [key]: value }));
    return { tagSet: page.items.filter(passes).map((entry) => ({ ...entry })), nextToken: page.next };
  },
});

const FIELDS: FilterFields<TagEntry> = {
  key: ({ key }) => key,
  value: ({ value }) => value,
  'resource-id': ({ resourceId }) => resourceId,
  'resource-type': ({ resourceType }) => resourceType,
};

const TAGGED_COLLECTIONS = { images: 'image', snapshots: 'snapshot', instances: 'instance' } as const;

function tagsOf({ store, caller, region }: Call): readonly TagEntry[] {
  const kinds = ['images', 'snapshots', 'instances'] as const;
  return kinds
    .flatMap((kind) => store.all(kind).map((resource) => ({ ...resource, resourceType: TAGGED_COLLECTIONS[kind] })))
    .filter(({ ownerId, region: place }) => ownerId === caller.account && place === region)
    .flatMap(({ id, tags, resourceType }) =>
      Object.entries(tags).map(([key, value]) => ({ key, value, resourceId: id, resourceType })),
    );
}

/** Others than the owner may tag what they can see, for themselves; that is not simulated. */
function findTaggable({ store, caller, region }: Call, id: string): { readonly id: string; readonly tags: Tags } {
  const resource = store.get('images', id) ?? store.get('snapshots', id) ?? store.get('instances', id);
  if (resource?.region === region && resource.ownerId === caller.account && resource.state !== 'deregistered')
    return resource;
  if (id.startsWith('ami-')) throw imageNotFound([id]);
  if (id.startsWith('snap-')) throw snapshotNotFound(id);
  throw new AwsError('InvalidID', `The ID '${id}' is not valid`);
}

function setTags({ store }: Call, id: string, tags: Tags): void {
  const image = store.get('images', id);
  if (image !== undefined) store.put('images', { ...image, tags });
  const snapshot = store.get('snapshots', id);
  if (snapshot !== undefined) store.put('snapshots', { ...snapshot, tags });
  const instance = store.get('instances', id);
  if (instance !== undefined) store.put('instances', { ...instance, tags });
}
