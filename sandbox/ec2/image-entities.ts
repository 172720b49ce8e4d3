import type { Owned, Tags } from './owned.js';

export type LaunchPermission =
  | { readonly userId: string }
  | { readonly group: 'all' }
  | { readonly organizationArn: string }
  | { readonly organizationalUnitArn: string };

export interface Image extends Owned {
  readonly ownerAlias?: string;
  readonly name: string;
  readonly description: string;
  readonly state: 'available' | 'pending' | 'failed' | 'disabled' | 'deregistered';
  readonly stateReason?: { readonly code: string; readonly message: string };
  readonly createdAt: string;
  readonly lastLaunchedAt?: string;
  readonly deprecatedAt?: string;
  readonly machine: Machine;
  readonly blockDevices: readonly BlockDevice[];
  readonly tags: Tags;
  readonly launchPermissions: readonly LaunchPermission[];
  readonly protection: 'disabled' | 'enabled-without-cooldown' | 'enabled-with-cooldown';
  /** While this lies ahead the image cannot be deregistered although its protection is off. */
  readonly cooldownUntil?: string;
  /** `123456789012:approved`. */
  readonly watermarks?: readonly string[];
  readonly sourceImageId?: string;
  readonly sourceImageRegion?: string;
  readonly copy?: CopyRun;
  readonly deregisteredAt?: string;
  readonly bin?: ImageBinStay;
}

/** What launches from an image is like, and is billed as: a copy has it too. */
export interface Machine {
  readonly architecture: 'x86_64' | 'arm64' | 'i386';
  readonly virtualizationType: 'hvm' | 'paravirtual';
  readonly rootDeviceType: 'ebs' | 'instance-store';
  readonly rootDeviceName: string;
  readonly bootMode?: string;
  readonly tpmSupport?: string;
  readonly imdsSupport?: string;
  readonly enaSupport: boolean;
  readonly sriovNetSupport?: string;
  /** Base64, as `GetInstanceUefiData` gives it. */
  readonly uefiData?: string;
  readonly kernelId?: string;
  readonly ramdiskId?: string;
  /** `windows`, or absent. */
  readonly platform?: string;
  readonly platformDetails: string;
  readonly usageOperation: string;
  readonly productCodes: readonly { readonly id: string; readonly type: string }[];
}

export interface BlockDevice {
  readonly deviceName: string;
  readonly snapshotId?: string;
  /** Of an instance-store device: `ephemeral0`. */
  readonly virtualName?: string;
  readonly volumeSize?: number;
  readonly volumeType?: string;
  readonly iops?: number;
  readonly throughput?: number;
  readonly deleteOnTermination?: boolean;
}

/** A copy under way: until `endsAt` it is pending, then it has succeeded or, with `failure`, failed. */
export interface CopyRun {
  readonly startedAt: string;
  readonly endsAt: string;
  readonly failure?: string;
}

/** The retention period in the Recycle Bin. */
export interface BinStay {
  readonly enteredAt: string;
  readonly exitsAt: string;
}

/** An image comes back as it was. */
interface ImageBinStay extends BinStay {
  readonly state: Image['state'];
}

export interface Snapshot extends Owned {
  readonly description: string;
  readonly state: 'pending' | 'completed' | 'error';
  readonly stateMessage?: string;
  readonly startedAt: string;
  /** GiB. */
  readonly volumeSize: number;
  readonly fullBytes: number;
  readonly storageTier: 'standard' | 'archive';
  /** The key it is encrypted under; absent when it is not encrypted. */
  readonly keyArn?: string;
  readonly tags: Tags;
  readonly volumePermissions: readonly ({ readonly userId: string } | { readonly group: 'all' })[];
  readonly locked?: boolean;
  readonly copy?: CopyRun;
  readonly bin?: BinStay;
}
