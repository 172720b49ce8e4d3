import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { type Directory, findAccountById } from '../../domain/model/directory.js';
import type { ImageRef } from '../../domain/model/image.js';
import type { InstanceRef, S3ObjectRef } from '../../domain/model/subject.js';
import type { ImageInput, InstanceInput, ObjectInput } from '../../domain/operations/contract.js';
import type { Cloud } from '../ports/ports.js';
import type { ImageResolution, InstanceResolution, RecycledImageResolution } from './unresolved.js';
import { z } from 'zod';

export const FULL_IMAGE_ID = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;

export const imageInput = z.looseObject({
  ami: z.string(),
  region: z.string().optional(),
  account: z.string().optional(),
}) satisfies z.ZodType<ImageInput>;

/**
 * Resolves an input to one AMI. An abbreviation counts only if every place could be searched: an unreachable place may
 * have another match.
 */
export async function resolveImage(cloud: Cloud, input: unknown): Promise<ImageResolution> {
  const { ami, region, account } = imageInput.parse(input);
  const { images, unreachable } = await cloud.findImages({
    id: ami,
    ...omitUndefined({ region, account }),
  });
  const [image, ...others] = images;
  if (image === undefined) return { kind: 'image-not-found', id: ami, unreachable };
  if (others.length > 0) return { kind: 'image-ambiguous', id: ami, images, unreachable };
  if (unreachable.length > 0 && !FULL_IMAGE_ID.test(ami))
    return { kind: 'image-unconfirmed', id: ami, image, unreachable };
  return { kind: 'image', image };
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

/** Finds the one instance that an input means, as `locateImage` finds an AMI. */
export async function resolveInstance(cloud: Cloud, input: unknown): Promise<InstanceResolution> {
  const { instance: id, region, account } = instanceInput.parse(input);
  const { instances, unreachable } = await cloud.findInstances({
    id,
    ...omitUndefined({ region, account }),
  });
  const [instance, ...others] = instances;
  if (instance === undefined) return { kind: 'instance-not-found', id, unreachable };
  if (others.length > 0) return { kind: 'instance-ambiguous', id, instances, unreachable };
  if (unreachable.length > 0 && !FULL_INSTANCE_ID.test(id))
    return { kind: 'instance-unconfirmed', id, instance, unreachable };
  return { kind: 'instance', instance };
}

/** The input with the resolved instance in place of an abbreviation. */
export function pinInstanceInput(input: unknown, { instanceId, region, account }: InstanceRef): unknown {
  return { ...instanceInput.parse(input), instance: instanceId, region, account };
}

/** Finds the one AMI in the Recycle Bin that an input means, as `locateImage` finds one outside it. */
export async function resolveRecycledImage(cloud: Cloud, input: unknown): Promise<RecycledImageResolution> {
  const { ami: id, region, account } = imageInput.parse(input);
  const { images, unreachable } = await cloud.findRecycledImages({
    id,
    ...omitUndefined({ region, account }),
  });
  const [image, ...others] = images;
  if (image === undefined) return { kind: 'recycled-not-found', id, unreachable };
  if (others.length > 0) return { kind: 'recycled-ambiguous', id, images, unreachable };
  if (unreachable.length > 0 && !FULL_IMAGE_ID.test(id))
    return { kind: 'recycled-unconfirmed', id, image, unreachable };
  return { kind: 'recycled', image };
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
export async function resolveS3Object(cloud: Cloud, directory: Directory, input: unknown): Promise<S3ObjectRef> {
  const { bucket, key, region, account = directory[0].id } = s3ObjectInput.parse(input);
  if (region !== undefined) return { bucket, key, account, region };
  const { regions } = findAccountById(directory, account) ?? directory[0];
  const [defaultRegion = ''] = regions;
  const bucketRegion = await cloud.findBucketRegion(bucket, account);
  const preferredRegion = bucketRegion.known ? bucketRegion.value : null;
  return { bucket, key, account, region: regions.find((name) => name === preferredRegion) ?? defaultRegion };
}

/** The input with the place that was found in place of none. */
export function pinS3ObjectInput(input: unknown, { region, account }: S3ObjectRef): unknown {
  return { ...s3ObjectInput.parse(input), region, account };
}
