import type { CopyRun, Machine } from './image-entities.js';
import type { Owned, Tags } from './owned.js';

/** A bucket of S3; `id` is its name. */
export type Bucket = Owned;

/** `id` is `s3://<bucket>/<key>`. */
export interface StoredObject {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly storageClass: string;
  readonly lastModifiedAt: string;
  readonly machine: StoredMachine;
}

/** The virtual machine in a file. */
export interface StoredMachine {
  readonly format: 'OVA' | 'VMDK' | 'VHD' | 'VHDX' | 'RAW';
  /** Differences from the usual Linux on x86. */
  readonly machine?: Partial<Machine>;
  /** GiB, the boot disk first. */
  readonly disks: readonly number[];
  /** Why its import fails, in AWS's words. */
  readonly failure?: string;
}

export interface ImportTask extends Owned {
  readonly source: StoredMachine;
  readonly state: 'active' | 'completed' | 'deleted';
  /** Why it was deleted. */
  readonly message?: string;
  readonly imageId?: string;
  readonly run: CopyRun;
  /** Of the snapshots that it makes. */
  readonly keyArn?: string;
  readonly tags: Tags;
}
