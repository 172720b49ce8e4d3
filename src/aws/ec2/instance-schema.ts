import { z } from 'zod';

const instanceSchema = z.object({
  InstanceId: z.string(),
  State: z.object({ Name: z.string() }),
  StateReason: z.object({ Message: z.string().optional() }).optional(),
});

export type InstanceAnswer = z.infer<typeof instanceSchema>;

export const wholeInstancesPageSchema = z.object({
  NextToken: z.string().optional(),
  Reservations: z.array(z.object({ Instances: z.array(instanceSchema).default([]) })).default([]),
});
