/** A reference to an output of an earlier step, used in place of a literal value. */
export interface OutputRef {
  readonly step: string;
  readonly output: string;
}

export type TextOrRef = string | OutputRef;

/** A moment counted from when the call is made, in place of a time: an approval may take days. */
export interface RelativeTime {
  readonly fromNowMs: number;
}

/** The EC2 calls that a plan may contain, with the parameters that plans use. Names and shapes are EC2's. */
export interface CallInputs {
  readonly ModifyImageAttribute: {
    readonly ImageId: TextOrRef;
    readonly LaunchPermission: {
      readonly Add?: readonly LaunchPermissionInput[];
      readonly Remove?: readonly LaunchPermissionInput[];
    };
  };
  readonly ModifySnapshotAttribute: {
    readonly SnapshotId: TextOrRef;
    readonly Attribute: 'createVolumePermission';
    readonly OperationType: 'add' | 'remove';
    readonly UserIds?: readonly string[];
    readonly GroupNames?: readonly string[];
  };
  readonly CopyImage: {
    readonly SourceRegion: string;
    readonly SourceImageId: TextOrRef;
    readonly Name: string;
    readonly Description?: string;
    readonly Encrypted?: boolean;
    readonly KmsKeyId?: string;
    readonly CopyImageTags?: boolean;
    readonly TagSpecifications?: readonly TagSpecificationInput[];
  };
  readonly CopySnapshot: {
    readonly SourceRegion: string;
    readonly SourceSnapshotId: string;
    readonly Description?: string;
    readonly Encrypted?: boolean;
    readonly KmsKeyId?: string;
  };
  readonly DeleteSnapshot: {
    readonly SnapshotId: TextOrRef;
  };
  readonly RegisterImage: {
    readonly Name: string;
    readonly Description?: string;
    readonly Architecture: string;
    readonly VirtualizationType: string;
    readonly RootDeviceName?: string;
    readonly EnaSupport: boolean;
    readonly SriovNetSupport?: string;
    readonly BootMode?: string;
    readonly TpmSupport?: string;
    readonly ImdsSupport?: string;
    readonly UefiData?: string;
    readonly KernelId?: string;
    readonly RamdiskId?: string;
    readonly BlockDeviceMappings: readonly BlockDeviceInput[];
    readonly TagSpecifications?: readonly TagSpecificationInput[];
  };
  readonly DeregisterImage: {
    readonly ImageId: TextOrRef;
    readonly DeleteAssociatedSnapshots?: boolean;
  };
  readonly RestoreImageFromRecycleBin: { readonly ImageId: TextOrRef };
  readonly RestoreSnapshotFromRecycleBin: { readonly SnapshotId: TextOrRef };
  readonly EnableImageDeprecation: {
    readonly ImageId: TextOrRef;
    /** ISO 8601. EC2 stores the nearest minute. */
    readonly DeprecateAt: string | RelativeTime;
  };
  readonly DisableImageDeprecation: { readonly ImageId: TextOrRef };
  readonly EnableImage: { readonly ImageId: TextOrRef };
  readonly DisableImage: { readonly ImageId: TextOrRef };
  readonly EnableImageDeregistrationProtection: { readonly ImageId: TextOrRef; readonly WithCooldown: boolean };
  readonly DisableImageDeregistrationProtection: { readonly ImageId: TextOrRef };
  readonly CreateImage: {
    readonly InstanceId: TextOrRef;
    readonly Name: string;
    readonly Description?: string;
    /** Without it the instance is rebooted. */
    readonly NoReboot?: boolean;
    readonly TagSpecifications?: readonly TagSpecificationInput[];
  };
  readonly ImportImage: { readonly DiskContainers: readonly DiskContainerInput[] };
  readonly CancelImportTask: { readonly ImportTaskId: TextOrRef; readonly CancelReason?: string };
  /** For what the call that made it could not tag. */
  readonly CreateTags: { readonly Resources: readonly TextOrRef[]; readonly Tags: readonly TagInput[] };
  readonly RunInstances: RunInstancesInput;
  readonly StopInstances: { readonly InstanceIds: readonly TextOrRef[] };
  readonly TerminateInstances: { readonly InstanceIds: readonly TextOrRef[] };
}

/** Exactly one instance, which EC2 expresses by two numbers. */
interface RunInstancesInput {
  readonly ImageId: TextOrRef;
  readonly InstanceType: string;
  readonly MinCount: 1;
  readonly MaxCount: 1;
  /** Absent: a default subnet of the default VPC. */
  readonly SubnetId?: string;
  readonly MetadataOptions: { readonly HttpTokens: 'required' };
}

export interface LaunchPermissionInput {
  readonly UserId?: string;
  readonly Group?: 'all';
  readonly OrganizationArn?: string;
  readonly OrganizationalUnitArn?: string;
}

/** An S3 object with the disk, or all disks, of a machine. */
interface DiskContainerInput {
  readonly Format: DiskFormat;
  readonly UserBucket: { readonly S3Bucket: string; readonly S3Key: string };
}

/** (EC2 API, ImageDiskContainer) */
export type DiskFormat = 'OVA' | 'VMDK' | 'VHD' | 'VHDX' | 'RAW';

export type TaggedType = 'image' | 'snapshot' | 'instance' | 'volume' | 'import-image-task';

export interface TagInput {
  readonly Key: string;
  readonly Value: string;
}

/** Tags of the resources that a call creates. Those of the request are added. */
export interface TagSpecificationInput {
  readonly ResourceType: TaggedType;
  readonly Tags: readonly TagInput[];
}

export interface BlockDeviceInput {
  readonly DeviceName: string;
  readonly VirtualName?: string;
  readonly Ebs?: {
    readonly SnapshotId?: TextOrRef;
    readonly VolumeSize?: number;
    readonly VolumeType?: string;
    readonly Iops?: number;
    readonly Throughput?: number;
    readonly Encrypted?: boolean;
    readonly DeleteOnTermination?: boolean;
  };
}

/** The name of a call that a plan may hold. */
export type CallName = keyof CallInputs;
