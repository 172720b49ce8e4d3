import type { ImageInput } from '../contract.js';
import { imageOnlyInput } from '../fields/image.js';

export type UndeprecateInput = ImageInput;
export const undeprecateInput = imageOnlyInput;

export { parseImageOnly as parse } from '../fields/image.js';
