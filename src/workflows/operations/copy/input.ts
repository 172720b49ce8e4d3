import { z } from 'zod';
import { copyTarget } from '../parsing/copy-target.js';
import { imageInput } from '../parsing/image-input.js';

export type CopyInput = z.infer<typeof copyInput>;
export const copyInput = z.strictObject({
  ...imageInput,
  targets: z.array(copyTarget).min(1).readonly(),
  /** Absent: the name of the AMI that is copied. */
  name: z.string().optional(),
  encrypted: z.boolean(),
  /** A KMS key as EC2 takes it; only with `encrypted`. */
  key: z.string().optional(),
  /** Absent: the plan chooses the way. */
  by: z.literal('snapshots').optional(),
  /** The way through an instance, in place of `by`. */
  launching: z.strictObject({ instanceType: z.string(), subnet: z.string().optional() }).optional(),
});
