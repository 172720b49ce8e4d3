import type { ImageInput } from '../contract.js';
import { onlyImage } from '../parsing/only-image.js';

export type UnprotectInput = ImageInput;
export const unprotectInput = onlyImage;
