import type { ImageRef } from './image.js';
import type { Fact } from './fact.js';

/** An AMI as `ListImagesInRecycleBin` returns it: without its snapshots, tags and launch permissions. */
export interface RecycledImage extends ImageRef, RecycleBinPeriod {
  readonly name: string;
  readonly description: string;
}

export interface RecycledSnapshot extends RecycleBinPeriod {
  readonly snapshotId: string;
}

/** When it entered the Recycle Bin and when it leaves it. ISO 8601, UTC. */
interface RecycleBinPeriod {
  readonly enteredAt?: string;
  readonly exitsAt?: string;
}

/** What was observed of an AMI in the Recycle Bin for one request. */
export interface RecycledFacts {
  /** ISO 8601, UTC. */
  readonly observedAt: string;
  readonly image: RecycledImage;
  /** The snapshots in the Recycle Bin whose descriptions say that they were made for the AMI. */
  readonly snapshots: Fact<readonly RecycledSnapshot[]>;
}

/** Nothing can be chosen. */
export type RecycledObservationRequest = Readonly<Record<string, never>>;
