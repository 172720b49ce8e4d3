import type { ImageInput } from '../contract.js';
import { onlyImage } from '../parsing/only-image.js';

export type InfoInput = ImageInput;
export const infoInput = onlyImage;
