import type { ImageInput } from '../contract.js';
import { imageOnlyInput } from '../fields/image.js';

export type DisableInput = ImageInput;
export const disableInput = imageOnlyInput;

export { parseImageOnly as parse } from '../fields/image.js';
