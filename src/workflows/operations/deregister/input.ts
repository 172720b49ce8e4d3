import { z } from 'zod';
import { imageInput } from '../parsing/image-input.js';

export type DeregisterInput = z.infer<typeof deregisterInput>;
export const deregisterInput = z.strictObject({
  ...imageInput,
  /** Delete the snapshots behind it too. */
  snapshots: z.boolean(),
});
