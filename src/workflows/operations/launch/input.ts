import { z } from 'zod';
import { imageInput } from '../parsing/image-input.js';

export type LaunchInput = z.infer<typeof launchInput>;
export const launchInput = z.strictObject({
  ...imageInput,
  instanceType: z.string(),
  /** Absent: a default subnet of the default VPC. */
  subnet: z.string().optional(),
});
