import type { ImageInput } from '../contract.js';
import { imageOnlyInput } from '../fields/image.js';

export type InfoInput = ImageInput;
export const infoInput = imageOnlyInput;

export { parseImageOnly as parse } from '../fields/image.js';
