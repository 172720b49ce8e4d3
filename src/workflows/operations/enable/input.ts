import { z } from 'zod';
import { imageInput } from '../parsing/image-input.js';

export type EnableInput = z.infer<typeof enableInput>;
export const enableInput = z.strictObject({
  ...imageInput,
  /** Share it again with those whom disabling took it from. */
  sharing: z.boolean(),
});
