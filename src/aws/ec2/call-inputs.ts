import { z } from 'zod';
import type { CallName } from '../../workflows/plan/calls.js';

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

const imageAlone = z.strictObject({ ImageId: z.string() });

/**
 * What is sent with each call. Checked once more before it leaves: a plan that an older version stored must not be half
 * sent.
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
    TagSpecifications: z.array(
      z.strictObject({
        ResourceType: z.enum(['image', 'snapshot']),
        Tags: z.array(z.strictObject({ Key: z.string(), Value: z.string() })),
      }),
    ),
  }),
  DeregisterImage: z.strictObject({ ImageId: z.string(), DeleteAssociatedSnapshots: z.boolean().optional() }),
  EnableImageDeprecation: z.strictObject({
    ImageId: z.string(),
    DeprecateAt: z.iso.datetime().transform((time) => new Date(time)),
  }),
  DisableImageDeprecation: imageAlone,
  EnableImage: imageAlone,
  DisableImage: imageAlone,
  EnableImageDeregistrationProtection: z.strictObject({ ImageId: z.string(), WithCooldown: z.boolean() }),
  DisableImageDeregistrationProtection: imageAlone,
} satisfies Record<CallName, z.ZodType>;
