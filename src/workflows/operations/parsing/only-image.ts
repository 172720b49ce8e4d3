import { z } from 'zod';
import type { ImageInput, ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { imageInput, readImageInput } from './image-input.js';
import { settle } from './reading.js';

/** The input of operations that need to know nothing but the AMI. */
export const onlyImage = z.strictObject(imageInput);

export function parseOnlyImage(draft: Draft, { directory }: ParseContext): Parsed<ImageInput> {
  const image = readImageInput(draft, directory);
  return settle([image], image.value);
}
