import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { type Directory, findAccountById } from '../../domain/model/directory.js';
import type { ImageRef } from '../../domain/model/image.js';
import type { InstanceRef, S3ObjectRef } from '../../domain/model/subject.js';
import type { ImageInput, InstanceInput, ObjectInput } from '../../domain/operations/contract.js';
import type { ResourceFinder } from '../ports/resource-finder.js';
import type {
  Resolution,
  Unresolved,
  UnresolvedImage,
  UnresolvedInstance,
  UnresolvedRecycledImage,
} from './unresolved.js';
import { z } from 'zod';

export const FULL_IMAGE_ID = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;

const imageInput = z.looseObject({
  ami: z.string(),
  region: z.string().optional(),
  account: z.string().optional(),
}) satisfies z.ZodType<ImageInput>;

/** Resolves an input to one AMI. */
export async function resolveImage(finder: ResourceFinder, input: unknown): Promise<Resolution<UnresolvedImage>> {
  const { ami: id, region, account } = imageInput.parse(input);
  const { images, unreachable } = await finder.findImages({ id, ...omitUndefined({ region, account }) });
  return resolveOne('image', { id, isFullId: FULL_IMAGE_ID.test(id), matches: images, unreachable });
}

/** The input with the resolved AMI in place of an abbreviation, which may become ambiguous. */
export function pinImageInput(input: unknown, { imageId, region, account }: ImageRef): unknown {
  return { ...imageInput.parse(input), ami: imageId, region, account };
}

export const FULL_INSTANCE_ID = /^i-([0-9a-f]{8}|[0-9a-f]{17})$/;

const instanceInput = z.looseObject({
  instance: z.string(),
  region: z.string().optional(),
  account: z.string().optional(),
}) satisfies z.ZodType<InstanceInput>;

/** Resolves an input to one instance. */
export async function resolveInstance(finder: ResourceFinder, input: unknown): Promise<Resolution<UnresolvedInstance>> {
  const { instance: id, region, account } = instanceInput.parse(input);
  const { instances, unreachable } = await finder.findInstances({ id, ...omitUndefined({ region, account }) });
  return resolveOne('instance', { id, isFullId: FULL_INSTANCE_ID.test(id), matches: instances, unreachable });
}

/** The input with the resolved instance in place of an abbreviation. */
export function pinInstanceInput(input: unknown, { instanceId, region, account }: InstanceRef): unknown {
  return { ...instanceInput.parse(input), instance: instanceId, region, account };
}

/** Resolves an input to one AMI in the Recycle Bin. */
export async function resolveRecycledImage(
  finder: ResourceFinder,
  input: unknown,
): Promise<Resolution<UnresolvedRecycledImage>> {
  const { ami: id, region, account } = imageInput.parse(input);
  const { images, unreachable } = await finder.findRecycledImages({ id, ...omitUndefined({ region, account }) });
  return resolveOne('recycled', { id, isFullId: FULL_IMAGE_ID.test(id), matches: images, unreachable });
}

/**
 * Returns the only match. An abbreviation counts only if every place could be searched: an unreachable place may have
 * another match.
 */
function resolveOne<SubjectKind extends string, Match>(
  subjectKind: SubjectKind,
  {
    isFullId,
    ...search
  }: Omit<Unresolved<SubjectKind, Match>, 'kind' | 'subjectKind' | 'reason'> & { readonly isFullId: boolean },
): { readonly kind: 'resolved'; readonly subject: Match } | Unresolved<SubjectKind, Match> {
  const [subject, ...others] = search.matches;
  const unresolved = { kind: 'unresolved', subjectKind, ...search } as const;
  if (subject === undefined) return { ...unresolved, reason: 'not-found' };
  if (others.length > 0) return { ...unresolved, reason: 'ambiguous' };
  if (search.unreachable.length > 0 && !isFullId) return { ...unresolved, reason: 'unconfirmed' };
  return { kind: 'resolved', subject };
}

const s3ObjectInput = z.looseObject({
  bucket: z.string(),
  key: z.string(),
  region: z.string().optional(),
  account: z.string().optional(),
}) satisfies z.ZodType<ObjectInput>;

/**
 * Resolves the account and Region of an import: the named Region, or that of the bucket if the account is configured
 * for it, or the account's first. The plan says whether the object exists.
 */
export async function resolveS3Object(
  finder: ResourceFinder,
  directory: Directory,
  input: unknown,
): Promise<S3ObjectRef> {
  const { bucket, key, region, account = directory[0].id } = s3ObjectInput.parse(input);
  if (region !== undefined) return { bucket, key, account, region };
  const { regions } = findAccountById(directory, account) ?? directory[0];
  const [defaultRegion = ''] = regions;
  const bucketRegion = await finder.findBucketRegion(bucket, account);
  const preferredRegion = bucketRegion.known ? bucketRegion.value : null;
  return { bucket, key, account, region: regions.find((name) => name === preferredRegion) ?? defaultRegion };
}

/** The input with the place that was found in place of none. */
export function pinS3ObjectInput(input: unknown, { region, account }: S3ObjectRef): unknown {
  return { ...s3ObjectInput.parse(input), region, account };
}
