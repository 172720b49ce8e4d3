import { z } from 'zod';

export type FindInput = z.infer<typeof findInput>;
export const findInput = z.strictObject({
  words: z.array(z.string()).min(1),
  region: z.string().optional(),
});
