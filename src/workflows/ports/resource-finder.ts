import type { UnreachablePlace } from '../../domain/model/catalog.js';
import type { Fact } from '../../domain/model/fact.js';
import type { Image } from '../../domain/model/image.js';
import type { Instance } from '../../domain/model/instance.js';
import type { RecycledImage } from '../../domain/model/recycled.js';

/**
 * Finds resources by id or by the beginning of an id, in all places of the directory at the same time. Reads are live.
 * A place that cannot be searched is returned in `unreachable` and never throws.
 */
export interface ResourceFinder {
  /** Finds AMIs outside the Recycle Bin. */
  findImages(search: ResourceSearch): Promise<ImageMatches>;

  /** Finds AMIs in the Recycle Bin. */
  findRecycledImages(search: ResourceSearch): Promise<RecycledImageMatches>;

  /** Finds instances. */
  findInstances(search: ResourceSearch): Promise<InstanceMatches>;

  /** Returns the Region of a bucket, as seen from an account, or `null` if there is no such bucket. */
  findBucketRegion(bucket: string, account: string): Promise<Fact<string | null>>;
}

export interface ResourceSearch {
  /** An id, or its beginning: `ami-123`. */
  readonly id: string;
  /** Limits the search to a Region. */
  readonly region?: string;
  /** Limits the search to an account. */
  readonly account?: string;
}

interface Reach {
  /** Places that could not be searched, with the reason. The resource may be there. */
  readonly unreachable: readonly UnreachablePlace[];
}

export interface ImageMatches extends Reach {
  /** One entry per AMI, seen through its owner if the directory has the owner. */
  readonly images: readonly Image[];
}

export interface RecycledImageMatches extends Reach {
  readonly images: readonly RecycledImage[];
}

export interface InstanceMatches extends Reach {
  readonly instances: readonly Instance[];
}
