import type { ImageInput } from '../contract.js';
import { onlyImage } from '../parsing/only-image.js';

export type DisableInput = ImageInput;
export const disableInput = onlyImage;
