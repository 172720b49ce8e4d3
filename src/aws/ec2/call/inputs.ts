import type {
  ArchitectureValues,
  BootModeValues,
  ImdsSupportValues,
  TpmSupportValues,
  VolumeType,
  _InstanceType,
} from '@aws-sdk/client-ec2';
import { z } from 'zod';
import type { CallName } from '../../../domain/plan/call-inputs.js';

const granteesInput = z
  .array(
    z.strictObject({
      UserId: z.string().optional(),
      Group: z.literal('all').optional(),
      OrganizationArn: z.string().optional(),
      OrganizationalUnitArn: z.string().optional(),
    }),
  )
  .optional();

const tags = z.array(z.strictObject({ Key: z.string(), Value: z.string() }));

const tagSpecifications = z.array(
  z.strictObject({
    ResourceType: z.enum(['image', 'snapshot', 'instance', 'volume', 'import-image-task']),
    Tags: tags,
  }),
);

const instanceIdsOnly = z.strictObject({ InstanceIds: z.array(z.string()).min(1) });

const imageIdOnly = z.strictObject({ ImageId: z.string() });

/** A word of EC2's that is passed on as EC2 gave it, also when this version of the SDK does not list it. */
function oneOf<T extends string>() {
  return z.custom<T>((value) => typeof value === 'string');
}

const blockDevice = z.strictObject({
  DeviceName: z.string(),
  VirtualName: z.string().optional(),
  Ebs: z
    .strictObject({
      SnapshotId: z.string().optional(),
      VolumeSize: z.number().optional(),
      VolumeType: oneOf<VolumeType>().optional(),
      Iops: z.number().optional(),
      Throughput: z.number().optional(),
      Encrypted: z.boolean().optional(),
      DeleteOnTermination: z.boolean().optional(),
    })
    .optional(),
});

/**
 * The parameters of each call, validated once more before it is sent: a plan that an older version stored must not be
 * sent in part.
 */
export const CALL_INPUTS = {
  ModifyImageAttribute: z.strictObject({
    ImageId: z.string(),
    LaunchPermission: z.strictObject({ Add: granteesInput, Remove: granteesInput }),
  }),
  ModifySnapshotAttribute: z.strictObject({
    SnapshotId: z.string(),
    Attribute: z.literal('createVolumePermission'),
    OperationType: z.enum(['add', 'remove']),
    UserIds: z.array(z.string()).optional(),
    GroupNames: z.array(z.string()).optional(),
  }),
  CopyImage: z.strictObject({
    SourceRegion: z.string(),
    SourceImageId: z.string(),
    Name: z.string(),
    Description: z.string().optional(),
    Encrypted: z.boolean().optional(),
    KmsKeyId: z.string().optional(),
    CopyImageTags: z.boolean().optional(),
    ClientToken: z.string(),
    TagSpecifications: tagSpecifications,
  }),
  CopySnapshot: z.strictObject({
    SourceRegion: z.string(),
    SourceSnapshotId: z.string(),
    Description: z.string().optional(),
    Encrypted: z.boolean().optional(),
    KmsKeyId: z.string().optional(),
    TagSpecifications: tagSpecifications,
  }),
  RegisterImage: z.strictObject({
    Name: z.string(),
    Description: z.string().optional(),
    Architecture: oneOf<ArchitectureValues>(),
    VirtualizationType: z.string(),
    RootDeviceName: z.string().optional(),
    EnaSupport: z.boolean(),
    SriovNetSupport: z.string().optional(),
    BootMode: oneOf<BootModeValues>().optional(),
    TpmSupport: oneOf<TpmSupportValues>().optional(),
    ImdsSupport: oneOf<ImdsSupportValues>().optional(),
    UefiData: z.string().optional(),
    KernelId: z.string().optional(),
    RamdiskId: z.string().optional(),
    BlockDeviceMappings: z.array(blockDevice),
    TagSpecifications: tagSpecifications,
  }),
  DeregisterImage: z.strictObject({ ImageId: z.string(), DeleteAssociatedSnapshots: z.boolean().optional() }),
  RestoreImageFromRecycleBin: imageIdOnly,
  RestoreSnapshotFromRecycleBin: z.strictObject({ SnapshotId: z.string() }),
  EnableImageDeprecation: z.strictObject({
    ImageId: z.string(),
    DeprecateAt: z.iso.datetime().transform((time) => new Date(time)),
  }),
  DisableImageDeprecation: imageIdOnly,
  EnableImage: imageIdOnly,
  DisableImage: imageIdOnly,
  EnableImageDeregistrationProtection: z.strictObject({ ImageId: z.string(), WithCooldown: z.boolean() }),
  DisableImageDeregistrationProtection: imageIdOnly,
  DeleteSnapshot: z.strictObject({ SnapshotId: z.string() }),
  CreateImage: z.strictObject({
    InstanceId: z.string(),
    Name: z.string(),
    Description: z.string().optional(),
    NoReboot: z.boolean().optional(),
    TagSpecifications: tagSpecifications,
  }),
  ImportImage: z.strictObject({
    DiskContainers: z
      .array(
        z.strictObject({
          Format: z.enum(['OVA', 'VMDK', 'VHD', 'VHDX', 'RAW']),
          UserBucket: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
        }),
      )
      .min(1),
    ClientToken: z.string(),
    TagSpecifications: tagSpecifications,
  }),
  CancelImportTask: z.strictObject({ ImportTaskId: z.string(), CancelReason: z.string().optional() }),
  CreateTags: z.strictObject({ Resources: z.array(z.string()).min(1), Tags: tags }),
  RunInstances: z.strictObject({
    ImageId: z.string(),
    InstanceType: oneOf<_InstanceType>(),
    MinCount: z.literal(1),
    MaxCount: z.literal(1),
    SubnetId: z.string().optional(),
    MetadataOptions: z.strictObject({ HttpTokens: z.literal('required') }),
    ClientToken: z.string(),
    TagSpecifications: tagSpecifications,
  }),
  StopInstances: instanceIdsOnly,
  TerminateInstances: instanceIdsOnly,
} satisfies Record<CallName, z.ZodType>;
