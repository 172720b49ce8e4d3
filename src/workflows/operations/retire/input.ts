import { z } from 'zod';
import { imageInput } from '../parsing/image-input.js';

export type RetireInput = z.infer<typeof retireInput>;
export const retireInput = z.strictObject({
  ...imageInput,
  /** From the first rung to the last, in milliseconds. */
  overMs: z.int().positive(),
  /** Delete the snapshots behind it too. */
  snapshots: z.boolean(),
});
