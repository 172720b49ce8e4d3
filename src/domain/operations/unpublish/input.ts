import type { ImageInput } from '../contract.js';
import { imageOnlyInput } from '../fields/image.js';

export type UnpublishInput = ImageInput;
export const unpublishInput = imageOnlyInput;

export { parseImageOnly as parse } from '../fields/image.js';
