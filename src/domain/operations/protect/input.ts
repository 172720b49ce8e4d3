import type { ImageInput } from '../contract.js';
import { imageOnlyInput } from '../fields/image.js';

export type ProtectInput = ImageInput;
export const protectInput = imageOnlyInput;

export { parseImageOnly as parse } from '../fields/image.js';
