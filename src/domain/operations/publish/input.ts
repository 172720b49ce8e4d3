import type { ImageInput } from '../contract.js';
import { imageOnlyInput } from '../fields/image.js';

export type PublishInput = ImageInput;
export const publishInput = imageOnlyInput;

export { parseImageOnly as parse } from '../fields/image.js';
