import type { ImageInput } from '../contract.js';
import { onlyImage } from '../parsing/only-image.js';

export type UnpublishInput = ImageInput;
export const unpublishInput = onlyImage;
