import type { Image } from './facts/image.js';
import type { Instance } from './facts/instance.js';
import type { RecycledImage } from './facts/recycled.js';
import type { ImageMatches, InstanceMatches, RecycledMatches } from './ports.js';

/** What becomes of looking for the one thing that somebody means. */

export type ImageNotSettled =
  | { readonly kind: 'no-image'; readonly id: string; readonly unreachable: ImageMatches['unreachable'] }
  | {
      readonly kind: 'several-images';
      readonly id: string;
      readonly images: readonly Image[];
      readonly unreachable: ImageMatches['unreachable'];
    }
  /** An abbreviation found once, while some places could not be looked into: there another may be. */
  | {
      readonly kind: 'uncertain-image';
      readonly id: string;
      readonly image: Image;
      readonly unreachable: ImageMatches['unreachable'];
    };

export type InstanceNotSettled =
  | { readonly kind: 'no-instance'; readonly id: string; readonly unreachable: InstanceMatches['unreachable'] }
  | {
      readonly kind: 'several-instances';
      readonly id: string;
      readonly instances: readonly Instance[];
      readonly unreachable: InstanceMatches['unreachable'];
    }
  /** As with an AMI. */
  | {
      readonly kind: 'uncertain-instance';
      readonly id: string;
      readonly instance: Instance;
      readonly unreachable: InstanceMatches['unreachable'];
    };

/** As with an AMI outside the Recycle Bin. */
export type RecycledNotSettled =
  | { readonly kind: 'no-recycled'; readonly id: string; readonly unreachable: RecycledMatches['unreachable'] }
  | {
      readonly kind: 'several-recycled';
      readonly id: string;
      readonly images: readonly RecycledImage[];
      readonly unreachable: RecycledMatches['unreachable'];
    }
  | {
      readonly kind: 'uncertain-recycled';
      readonly id: string;
      readonly image: RecycledImage;
      readonly unreachable: RecycledMatches['unreachable'];
    };

/** It is not clear what was meant; nothing was requested. */
export type NotSettled = ImageNotSettled | InstanceNotSettled | RecycledNotSettled;

export type Location = { readonly kind: 'image'; readonly image: Image } | ImageNotSettled;

export type InstanceLocation = { readonly kind: 'instance'; readonly instance: Instance } | InstanceNotSettled;

export type RecycledLocation = { readonly kind: 'recycled'; readonly image: RecycledImage } | RecycledNotSettled;
