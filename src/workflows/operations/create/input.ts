import { z } from 'zod';
import type { InstanceInput } from '../contract.js';

export type CreateInput = z.infer<typeof createInput>;
export const createInput = z.strictObject({
  instance: z.string().min(1),
  region: z.string().optional(),
  account: z.string().optional(),
  /** Of the AMI. */
  name: z.string(),
  noReboot: z.boolean(),
} satisfies Record<keyof InstanceInput, z.ZodType> & Record<string, z.ZodType>);
