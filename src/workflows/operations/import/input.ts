import { z } from 'zod';
import type { ObjectInput } from '../contract.js';

export type ImportInput = z.infer<typeof importInput>;
export const importInput = z.strictObject({
  bucket: z.string().min(1),
  key: z.string().min(1),
  region: z.string().optional(),
  account: z.string().optional(),
  format: z.enum(['OVA', 'VMDK', 'VHD', 'VHDX', 'RAW']),
  /** Becomes the Name tag of the AMI. */
  name: z.string(),
} satisfies Record<keyof ObjectInput, z.ZodType> & Record<string, z.ZodType>);
