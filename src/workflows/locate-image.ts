import { z } from 'zod';
import type { ImageInput } from './operations/contract.js';
import type { ImageRef } from './facts/image.js';
import type { Cloud } from './ports.js';
import type { Location } from './located.js';

export const WHOLE_ID = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;

export const imageInput = z.looseObject({
  ami: z.string(),
  region: z.string().optional(),
  account: z.string().optional(),
}) satisfies z.ZodType<ImageInput>;

/**
 * Finds the one AMI that an input means. An abbreviation counts only when every place could be looked into: where a place
 * could not, another AMI may begin alike.
 */
export async function locateImage(cloud: Cloud, input: unknown): Promise<Location> {
  const { ami, region, account } = imageInput.parse(input);
  const { images, unreachable } = await cloud.findImages({
    id: ami,
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { account }),
  });
  const [image, ...others] = images;
  if (image === undefined) return { kind: 'no-image', id: ami, unreachable };
  if (others.length > 0) return { kind: 'several-images', id: ami, images, unreachable };
  if (unreachable.length > 0 && !WHOLE_ID.test(ami)) return { kind: 'uncertain-image', id: ami, image, unreachable };
  return { kind: 'image', image };
}

/** The input with the AMI that was found in place of what was written, which may come to mean another one. */
export function settleImage(input: unknown, { imageId, region, account }: ImageRef): unknown {
  return { ...imageInput.parse(input), ami: imageId, region, account };
}
