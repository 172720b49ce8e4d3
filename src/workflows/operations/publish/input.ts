import type { ImageInput } from '../contract.js';
import { onlyImage } from '../parsing/only-image.js';

export type PublishInput = ImageInput;
export const publishInput = onlyImage;
