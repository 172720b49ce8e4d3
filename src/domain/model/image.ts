/** Names one AMI. An id is unique in its Region only, and what may be done depends on the account that looks. */
export interface ImageRef {
  readonly imageId: string;
  readonly region: string;
  /** The account of the directory through which the AMI is seen: its owner's if the directory has the owner. */
  readonly account: string;
}

/** An AMI as `DescribeImages` returns it, in the domain's terms. Dates are ISO 8601 in UTC. */
export interface Image extends ImageRef {
  readonly ownerId: string;
  /** `amazon`, `aws-marketplace` or `aws-backup-vault`: AWS gives these to verified providers alone. */
  readonly ownerAlias?: string;
  readonly name: string;
  readonly description: string;
  /** `available`, `pending`, `disabled`, `failed` … as EC2 spells it. */
  readonly state: string;
  readonly stateReason?: string;
  readonly createdAt: string;
  /** Absent means never, or before AWS began to keep it (April 2017), or that the bot is not the owner. */
  readonly lastLaunchedAt?: string;
  readonly deprecatedAt?: string;
  readonly public: boolean;
  readonly architecture: string;
  /** `hvm` or `paravirtual`. */
  readonly virtualizationType: string;
  /** `ebs` or `instance-store`. */
  readonly rootDeviceType: string;
  readonly rootDeviceName?: string;
  readonly bootMode?: string;
  readonly tpmSupport?: string;
  readonly imdsSupport?: string;
  readonly enaSupport: boolean;
  readonly sriovNetSupport?: string;
  readonly kernelId?: string;
  readonly ramdiskId?: string;
  readonly platformDetails?: string;
  readonly usageOperation?: string;
  readonly productCodes: readonly ProductCode[];
  readonly tags: Readonly<Record<string, string>>;
  /** `disabled`, `enabled-without-cooldown`, `enabled-with-cooldown`, or what EC2 returns during a cooldown. */
  readonly deregistrationProtection: string;
  readonly sourceImageId?: string;
  readonly sourceImageRegion?: string;
  /** Whether the account's Allowed AMIs setting allows the AMI. Absent if the setting is off. */
  readonly allowed?: boolean;
  /** Owner and key: `123456789012:approved`. Copies inherit watermarks. */
  readonly watermarks?: readonly string[];
  readonly blockDevices: readonly BlockDevice[];
}

interface ProductCode {
  readonly id: string;
  /** `marketplace` or `devpay`. */
  readonly type: string;
}

export interface BlockDevice {
  readonly device: string;
  /** Absent for an instance-store device, and for a volume that starts empty. */
  readonly snapshotId?: string;
  /** Set for instance-store devices: `ephemeral0`. */
  readonly virtualName?: string;
  readonly sizeGiB?: number;
  readonly volumeType?: string;
  readonly iops?: number;
  readonly throughput?: number;
  readonly encrypted?: boolean;
  readonly deleteOnTermination?: boolean;
}

/** The distinct snapshots that back an AMI, in the order of its devices. */
export function snapshotIds(image: Image): readonly string[] {
  return [...new Set(image.blockDevices.flatMap(({ snapshotId }) => snapshotId ?? []))];
}
