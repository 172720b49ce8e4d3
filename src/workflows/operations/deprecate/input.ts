import { z } from 'zod';
import { imageInput } from '../parsing/image-input.js';

export type DeprecateInput = z.infer<typeof deprecateInput>;
export const deprecateInput = z.strictObject({
  ...imageInput,
  /** From when on. A duration was counted from the moment when it was said. */
  at: z.iso.datetime(),
});
