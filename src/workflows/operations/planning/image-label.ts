import type { Image } from '../../facts/image.js';
import { clip } from './wording.js';

/** "ami-0abc… (golden-base, us-east-1)": the id whole, since people copy it. */
export function imageLabel({ imageId, name, region }: Pick<Image, 'imageId' | 'name' | 'region'>): string {
  return `${imageId} (${clip(name, 128)}, ${region})`;
}
