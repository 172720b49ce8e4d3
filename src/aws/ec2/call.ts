import {
  CopyImageCommand,
  DeregisterImageCommand,
  ModifyImageAttributeCommand,
  ModifySnapshotAttributeCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { z } from 'zod';
import type { CallName } from '../../workflows/plan/calls.js';
import type { ResolvedCall } from '../../workflows/plan/resolve.js';
import type { CallAnswer } from '../../workflows/ports.js';
import { sent, understood } from '../ask.js';
import { defined } from '../defined.js';
import { snapshotResults } from './snapshot-results.js';

/**
 * Makes one call, once. Throws `UnknownOutcome` when it was sent and no answer came; what else it throws means that
 * nothing happened.
 */
export async function call(client: EC2Client, { name, input }: ResolvedCall): Promise<CallAnswer> {
  const answer: unknown = await sent(() => SENDERS[name](client, input), {
    service: 'ec2',
    operation: name,
    changes: true,
  });
  const fields = understood(fieldsSchema, answer, name);
  return defined({ fields, detail: name === 'DeregisterImage' ? snapshotResults(answer) : undefined });
}

type Sender = (client: EC2Client, input: unknown) => Promise<unknown>;

/** Inputs are checked once more before they leave: a plan that was stored by an older version must not be half sent. */
const SENDERS = {
  ModifyImageAttribute: (client, input) =>
    client.send(new ModifyImageAttributeCommand(launchPermissionInput.parse(input))),
  ModifySnapshotAttribute: (client, input) =>
    client.send(new ModifySnapshotAttributeCommand(volumePermissionInput.parse(input))),
  CopyImage: (client, input) => client.send(new CopyImageCommand(copyInput.parse(input))),
  DeregisterImage: (client, input) => client.send(new DeregisterImageCommand(deregisterInput.parse(input))),
} satisfies Record<CallName, Sender>;

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

const launchPermissionInput = z.strictObject({
  ImageId: z.string(),
  LaunchPermission: z.strictObject({ Add: granteesInput, Remove: granteesInput }),
});

const volumePermissionInput = z.strictObject({
  SnapshotId: z.string(),
  Attribute: z.literal('createVolumePermission'),
  OperationType: z.enum(['add', 'remove']),
  UserIds: z.array(z.string()).optional(),
  GroupNames: z.array(z.string()).optional(),
});

const copyInput = z.strictObject({
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
});

const deregisterInput = z.strictObject({ ImageId: z.string(), DeleteAssociatedSnapshots: z.boolean().optional() });

/** The top-level texts of an answer; its metadata and lists are no fields. */
const fieldsSchema = z
  .record(z.string(), z.unknown())
  .transform((answer) =>
    Object.fromEntries(
      Object.entries(answer).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value] as const] : [])),
    ),
  );
