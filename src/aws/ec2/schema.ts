import { z } from 'zod';

/** The fields of EC2's responses that are used. Others are dropped. */

export const tagSchema = z.object({ Key: z.string(), Value: z.string().default('') });

const blockDeviceSchema = z.object({
  DeviceName: z.string(),
  VirtualName: z.string().optional(),
  Ebs: z
    .object({
      SnapshotId: z.string().optional(),
      VolumeSize: z.number().optional(),
      VolumeType: z.string().optional(),
      Iops: z.number().optional(),
      Throughput: z.number().optional(),
      Encrypted: z.boolean().optional(),
      DeleteOnTermination: z.boolean().optional(),
    })
    .optional(),
});

export type ImageResponse = z.infer<typeof imageSchema>;
export const imageSchema = z.object({
  ImageId: z.string(),
  OwnerId: z.string(),
  ImageOwnerAlias: z.string().optional(),
  Name: z.string().default(''),
  Description: z.string().default(''),
  State: z.string(),
  StateReason: z.object({ Message: z.string().optional() }).optional(),
  CreationDate: z.string(),
  LastLaunchedTime: z.string().optional(),
  DeprecationTime: z.string().optional(),
  Public: z.boolean().default(false),
  Architecture: z.string().default('unknown'),
  VirtualizationType: z.string().default('unknown'),
  RootDeviceType: z.string().default('unknown'),
  RootDeviceName: z.string().optional(),
  BootMode: z.string().optional(),
  TpmSupport: z.string().optional(),
  ImdsSupport: z.string().optional(),
  EnaSupport: z.boolean().default(false),
  SriovNetSupport: z.string().optional(),
  KernelId: z.string().optional(),
  RamdiskId: z.string().optional(),
  PlatformDetails: z.string().optional(),
  UsageOperation: z.string().optional(),
  ProductCodes: z.array(z.object({ ProductCodeId: z.string(), ProductCodeType: z.string().default('') })).default([]),
  Tags: z.array(tagSchema).default([]),
  DeregistrationProtection: z.string().default('disabled'),
  SourceImageId: z.string().optional(),
  SourceImageRegion: z.string().optional(),
  ImageAllowed: z.boolean().optional(),
  ImageWatermarks: z.array(z.object({ WatermarkKey: z.string() })).optional(),
  BlockDeviceMappings: z.array(blockDeviceSchema).default([]),
});

/** An AMI among many, of which only those that match are read further. */
export const imagesPageSchema = z.object({
  NextToken: z.string().optional(),
  Images: z.array(z.looseObject({ ImageId: z.string(), Name: z.string().optional() })).default([]),
});

export type SnapshotResponse = z.infer<typeof snapshotSchema>;
const snapshotSchema = z.object({
  SnapshotId: z.string(),
  State: z.string(),
  StateMessage: z.string().optional(),
  Progress: z.string().optional(),
  VolumeSize: z.number(),
  FullSnapshotSizeInBytes: z.number().optional(),
  StorageTier: z.string().default('standard'),
  Encrypted: z.boolean(),
  KmsKeyId: z.string().optional(),
  OwnerId: z.string(),
  Tags: z.array(tagSchema).default([]),
});

export const snapshotsPageSchema = z.object({
  NextToken: z.string().optional(),
  Snapshots: z.array(snapshotSchema).default([]),
});

export const launchPermissionsSchema = z.object({
  LaunchPermissions: z
    .array(
      z.object({
        UserId: z.string().optional(),
        Group: z.string().optional(),
        OrganizationArn: z.string().optional(),
        OrganizationalUnitArn: z.string().optional(),
      }),
    )
    .default([]),
});

export const volumePermissionsSchema = z.object({
  CreateVolumePermissions: z
    .array(z.object({ UserId: z.string().optional(), Group: z.string().optional() }))
    .default([]),
});

export const referencesPageSchema = z.object({
  NextToken: z.string().optional(),
  ImageReferences: z.array(z.object({ ImageId: z.string(), ResourceType: z.string(), Arn: z.string() })).default([]),
});

export const instancesPageSchema = z.object({
  NextToken: z.string().optional(),
  Reservations: z
    .array(
      z.object({
        OwnerId: z.string(),
        Instances: z.array(z.object({ InstanceId: z.string(), ImageId: z.string().optional() })).default([]),
      }),
    )
    .default([]),
});

export const templateVersionsPageSchema = z.object({
  NextToken: z.string().optional(),
  LaunchTemplateVersions: z
    .array(
      z.object({
        LaunchTemplateId: z.string(),
        LaunchTemplateName: z.string(),
        VersionNumber: z.number(),
        DefaultVersion: z.boolean().default(false),
        LaunchTemplateData: z.object({ ImageId: z.string().optional() }).default({}),
      }),
    )
    .default([]),
});

export const spotFleetsPageSchema = z.object({
  NextToken: z.string().optional(),
  SpotFleetRequestConfigs: z
    .array(
      z.object({
        SpotFleetRequestId: z.string(),
        SpotFleetRequestState: z.string(),
        SpotFleetRequestConfig: z.object({
          LaunchSpecifications: z.array(z.object({ ImageId: z.string().optional() })).default([]),
        }),
      }),
    )
    .default([]),
});

export const publicAccessSchema = z.object({
  ImageBlockPublicAccessState: z.enum(['block-new-sharing', 'unblocked']),
  ManagedBy: z.enum(['account', 'declarative-policy']).default('account'),
});

/** Of the conditions besides the providers it only matters whether there are any. */
export const allowedImagesSchema = z.object({
  State: z.enum(['disabled', 'audit-mode', 'enabled']),
  ImageCriteria: z
    .array(
      z.object({
        ImageProviders: z.array(z.string()).optional(),
        ImageNames: z.unknown().optional(),
        MarketplaceProductCodes: z.unknown().optional(),
        CreationDateCondition: z.unknown().optional(),
        DeprecationTimeCondition: z.unknown().optional(),
        ImageWatermarks: z.unknown().optional(),
      }),
    )
    .default([]),
});

export const encryptionByDefaultSchema = z.object({ EbsEncryptionByDefault: z.boolean() });
export const defaultKeySchema = z.object({ KmsKeyId: z.string() });
