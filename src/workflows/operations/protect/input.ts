import type { ImageInput } from '../contract.js';
import { onlyImage } from '../parsing/only-image.js';

export type ProtectInput = ImageInput;
export const protectInput = onlyImage;
