import type { ImageInput } from '../contract.js';
import { onlyImage } from '../parsing/only-image.js';

export type UndeprecateInput = ImageInput;
export const undeprecateInput = onlyImage;
