import { imageInput, WHOLE_ID } from './locate-image.js';
import type { Cloud } from './ports.js';
import type { RecycledLocation } from './located.js';

/** Finds the one AMI in the Recycle Bin that an input means, as `locateImage` finds one outside it. */
export async function locateRecycled(cloud: Cloud, input: unknown): Promise<RecycledLocation> {
  const { ami: id, region, account } = imageInput.parse(input);
  const { images, unreachable } = await cloud.findRecycled({
    id,
    ...(region === undefined ? {} : { region }),
    ...(account === undefined ? {} : { account }),
  });
  const [image, ...others] = images;
  if (image === undefined) return { kind: 'no-recycled', id, unreachable };
  if (others.length > 0) return { kind: 'several-recycled', id, images, unreachable };
  if (unreachable.length > 0 && !WHOLE_ID.test(id)) return { kind: 'uncertain-recycled', id, image, unreachable };
  return { kind: 'recycled', image };
}
