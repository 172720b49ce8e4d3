import type { ImageInput } from '../contract.js';
import { imageOnlyInput } from '../fields/image.js';

export type RestoreInput = ImageInput;
export const restoreInput = imageOnlyInput;

export { parseImageOnly as parse } from '../fields/image.js';
