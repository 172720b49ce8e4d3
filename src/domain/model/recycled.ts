import type { ImageRef } from './image.js';
import type { Fact } from './fact.js';

/** What `ListImagesInRecycleBin` tells of an AMI: neither its snapshots, nor its tags, nor whom it is shared with. */
export interface RecycledImage extends ImageRef, RecycleBinPeriod {
  readonly name: string;
  readonly description: string;
}

export interface RecycledSnapshot extends RecycleBinPeriod {
  readonly snapshotId: string;
}

/** Since when and until when it lies in the Recycle Bin. ISO 8601, UTC. */
interface RecycleBinPeriod {
  readonly enteredAt?: string;
  readonly exitsAt?: string;
}

/** What was observed of an AMI in the Recycle Bin for one request. */
export interface RecycledFacts {
  /** ISO 8601, UTC. */
  readonly observedAt: string;
  readonly image: RecycledImage;
  /** The snapshots in the Recycle Bin that were made for the AMI, by what their descriptions say. */
  readonly snapshots: Fact<readonly RecycledSnapshot[]>;
}

/** Nothing can be chosen. */
export type RecycledObservationRequest = Readonly<Record<string, never>>;
