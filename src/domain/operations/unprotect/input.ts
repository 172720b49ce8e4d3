import type { ImageInput } from '../contract.js';
import { imageOnlyInput } from '../fields/image.js';

export type UnprotectInput = ImageInput;
export const unprotectInput = imageOnlyInput;

export { parseImageOnly as parse } from '../fields/image.js';
