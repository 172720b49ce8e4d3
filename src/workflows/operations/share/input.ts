import { z } from 'zod';
import { imageInput } from '../parsing/image-input.js';
import { shareTarget } from '../parsing/target.js';

export type ShareInput = z.infer<typeof shareInput>;
export const shareInput = z.strictObject({
  ...imageInput,
  targets: z.array(shareTarget).min(1).readonly(),
  /** It is taken back so many milliseconds after it was done; for good without. */
  forMs: z.int().positive().optional(),
});
