import { z } from 'zod';
import { imageInput } from '../parsing/image-input.js';
import { shareTarget } from '../parsing/target.js';

export type UnshareInput = z.infer<typeof unshareInput>;
export const unshareInput = z.strictObject({ ...imageInput, targets: z.array(shareTarget).min(1).readonly() });
