import { z } from 'zod';

/** What a scan keeps of EC2's responses: much less than is read of a single AMI. */

export type ScannedAnswer = z.infer<typeof scannedSchema>;
const scannedSchema = z.object({
  ImageId: z.string(),
  ImageOwnerAlias: z.string().optional(),
  Name: z.string().default(''),
  State: z.string(),
  CreationDate: z.string().default(''),
  LastLaunchedTime: z.string().optional(),
  DeprecationTime: z.string().optional(),
  DeregistrationProtection: z.string().default('disabled'),
  Tags: z.array(z.object({ Key: z.string(), Value: z.string().default('') })).default([]),
  SourceImageId: z.string().optional(),
  BlockDeviceMappings: z
    .array(
      z.object({
        Ebs: z.object({ SnapshotId: z.string().optional(), VolumeSize: z.number().default(0) }).optional(),
      }),
    )
    .default([]),
});

export const scannedPageSchema = z.object({
  NextToken: z.string().optional(),
  Images: z.array(scannedSchema).default([]),
});

/** Of AMIs that are listed for their grantees. */
export const sharedPageSchema = z.object({
  NextToken: z.string().optional(),
  Images: z.array(scannedSchema.pick({ ImageId: true, Name: true })).default([]),
});

export const startedSchema = z.object({ ReportId: z.string() });

export const reportsPageSchema = z.object({
  NextToken: z.string().optional(),
  ImageUsageReports: z
    .array(z.object({ ReportId: z.string(), State: z.string(), StateReason: z.string().optional() }))
    .default([]),
});

export const entriesPageSchema = z.object({
  NextToken: z.string().optional(),
  ImageUsageReportEntries: z
    .array(
      z.object({
        ReportId: z.string(),
        AccountId: z.string(),
        ResourceType: z.string(),
        UsageCount: z.number().default(0),
      }),
    )
    .default([]),
});
