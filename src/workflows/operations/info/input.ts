import { z } from 'zod';
import { imageInput } from '../parsing/image-input.js';

export type InfoInput = z.infer<typeof infoInput>;
export const infoInput = z.strictObject(imageInput);
