import { z } from 'zod';
import { tagSchema } from './schema.js';

const instanceSchema = z.object({
  InstanceId: z.string(),
  State: z.object({ Name: z.string() }),
  StateReason: z.object({ Message: z.string().optional() }).optional(),
  InstanceType: z.string().default(''),
  ImageId: z.string().default(''),
  LaunchTime: z
    .date()
    .optional()
    .transform((time) => time?.toISOString() ?? ''),
  RootDeviceType: z.string().default(''),
  Tags: z.array(tagSchema).default([]),
  BlockDeviceMappings: z
    .array(z.object({ DeviceName: z.string(), Ebs: z.object({ VolumeId: z.string() }).optional() }))
    .default([]),
});

export type InstanceAnswer = z.infer<typeof instanceSchema>;

export const wholeInstancesPageSchema = z.object({
  NextToken: z.string().optional(),
  Reservations: z.array(z.object({ Instances: z.array(instanceSchema).default([]) })).default([]),
});
