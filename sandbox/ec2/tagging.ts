import { z } from 'zod';
import type { Tags } from './owned.js';
import { AwsError, invalidValue } from './errors.js';
import { listOf, tagPairs, text, type TagPairs } from './parameters.js';

/** (EC2 User Guide, "Tag your Amazon EC2 resources") */
const MAX_TAGS = 50;
const MAX_KEY_LENGTH = 128;
const MAX_VALUE_LENGTH = 256;

/** The tags after some were set. Throws for what may not be a tag, and for too many. */
export function withTags(tags: Tags, pairs: TagPairs): Tags {
  for (const { Key, Value } of pairs) {
    if (Key.startsWith('aws:'))
      throw invalidValue('key', Key, "Tag keys starting with 'aws:' are reserved for internal use");
    if (Key === '' || Key.length > MAX_KEY_LENGTH)
      throw invalidValue('key', Key, `Tag keys have 1 to ${MAX_KEY_LENGTH} characters.`);
    if (Value.length > MAX_VALUE_LENGTH)
      throw invalidValue('value', Value, `Tag values have at most ${MAX_VALUE_LENGTH} characters.`);
  }
  const all = { ...tags, ...Object.fromEntries(pairs.map(({ Key, Value }) => [Key, Value])) };
  if (Object.keys(all).filter((key) => !key.startsWith('aws:')).length <= MAX_TAGS) return all;
  throw new AwsError('TagLimitExceeded', 'The maximum number of tags for a resource has been reached.');
}

export const tagSpecifications = listOf(z.strictObject({ ResourceType: text, Tag: tagPairs }));

/**
 * The tags that a call gives to the resources that it creates, by resource type. Throws `InvalidParameterValue` for a
 * type that the call does not create. (EC2 API, CopyImage)
 */
export function specifiedTags<Type extends string>(
  specifications: z.infer<typeof tagSpecifications>,
  types: readonly Type[],
): (type: Type) => TagPairs {
  const allowed: readonly string[] = types;
  const unsupported = specifications.find(({ ResourceType }) => !allowed.includes(ResourceType));
  if (unsupported !== undefined) {
    throw invalidValue(
      'TagSpecification.1.ResourceType',
      unsupported.ResourceType,
      'It is not a valid taggable resource type for this operation.',
    );
  }
  return (type) => specifications.filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tag }) => Tag);
}
