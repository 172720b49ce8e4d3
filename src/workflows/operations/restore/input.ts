import type { ImageInput } from '../contract.js';
import { onlyImage } from '../parsing/only-image.js';

export type RestoreInput = ImageInput;
export const restoreInput = onlyImage;
