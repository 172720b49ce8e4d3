import { z } from 'zod';

export const WHICH = ['stale', 'shared', 'public'] as const;

export type ListInput = z.infer<typeof listInput>;
export const listInput = z.strictObject({
  /** All of them without. */
  which: z.enum(WHICH).optional(),
  region: z.string().optional(),
  account: z.string().optional(),
});
