import { z } from 'zod';
import { imageInput } from '../parsing/image-input.js';

export type CopyInput = z.infer<typeof copyInput>;
export const copyInput = z.strictObject({
  ...imageInput,
  regions: z.array(z.string()).min(1).readonly(),
  /** Absent: the name of the AMI that is copied. */
  name: z.string().optional(),
  encrypted: z.boolean(),
  /** A KMS key as EC2 takes it; only with `encrypted`. */
  key: z.string().optional(),
});
