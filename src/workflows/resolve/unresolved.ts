import type { Image } from '../../domain/model/image.js';
import type { Instance } from '../../domain/model/instance.js';
import type { RecycledImage } from '../../domain/model/recycled.js';
import type { ImageMatches, InstanceMatches, RecycledImageMatches } from '../ports/ports.js';

/** The results of resolving a subject. */

export type UnresolvedImage =
  | { readonly kind: 'image-not-found'; readonly id: string; readonly unreachable: ImageMatches['unreachable'] }
  | {
      readonly kind: 'image-ambiguous';
      readonly id: string;
      readonly images: readonly Image[];
      readonly unreachable: ImageMatches['unreachable'];
    }
  /** An abbreviation found once, while some places could not be searched: there another may be. */
  | {
      readonly kind: 'image-unconfirmed';
      readonly id: string;
      readonly image: Image;
      readonly unreachable: ImageMatches['unreachable'];
    };

export type UnresolvedInstance =
  | { readonly kind: 'instance-not-found'; readonly id: string; readonly unreachable: InstanceMatches['unreachable'] }
  | {
      readonly kind: 'instance-ambiguous';
      readonly id: string;
      readonly instances: readonly Instance[];
      readonly unreachable: InstanceMatches['unreachable'];
    }
  /** As with an AMI. */
  | {
      readonly kind: 'instance-unconfirmed';
      readonly id: string;
      readonly instance: Instance;
      readonly unreachable: InstanceMatches['unreachable'];
    };

/** As with an AMI outside the Recycle Bin. */
export type UnresolvedRecycledImage =
  | {
      readonly kind: 'recycled-not-found';
      readonly id: string;
      readonly unreachable: RecycledImageMatches['unreachable'];
    }
  | {
      readonly kind: 'recycled-ambiguous';
      readonly id: string;
      readonly images: readonly RecycledImage[];
      readonly unreachable: RecycledImageMatches['unreachable'];
    }
  | {
      readonly kind: 'recycled-unconfirmed';
      readonly id: string;
      readonly image: RecycledImage;
      readonly unreachable: RecycledImageMatches['unreachable'];
    };

/** The subject is ambiguous or was not found. Nothing was requested. */
export type UnresolvedSubject = UnresolvedImage | UnresolvedInstance | UnresolvedRecycledImage;

export type ImageResolution = { readonly kind: 'image'; readonly image: Image } | UnresolvedImage;

export type InstanceResolution = { readonly kind: 'instance'; readonly instance: Instance } | UnresolvedInstance;

export type RecycledImageResolution =
  { readonly kind: 'recycled'; readonly image: RecycledImage } | UnresolvedRecycledImage;
