import { omitUndefined } from '../../../domain/model/omit-undefined.js';
import {
  CancelImportTaskCommand,
  CopyImageCommand,
  CopySnapshotCommand,
  DeleteSnapshotCommand,
  CreateImageCommand,
  CreateTagsCommand,
  DeregisterImageCommand,
  DisableImageCommand,
  DisableImageDeprecationCommand,
  DisableImageDeregistrationProtectionCommand,
  EnableImageCommand,
  EnableImageDeprecationCommand,
  EnableImageDeregistrationProtectionCommand,
  ImportImageCommand,
  ModifyImageAttributeCommand,
  ModifySnapshotAttributeCommand,
  RegisterImageCommand,
  RestoreImageFromRecycleBinCommand,
  RestoreSnapshotFromRecycleBinCommand,
  RunInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import type { CallName } from '../../../domain/plan/call-inputs.js';
import type { ResolvedCall } from '../../../domain/plan/outputs.js';
import type { CallResult } from '../../../workflows/ports/call-executor.js';
import { withPortErrors } from '../../read.js';

import { flattenStrings, snapshotResults } from './responses.js';
import { CALL_INPUTS } from './inputs.js';

/**
 * Makes one call, once. Throws `UnknownOutcome` if it was sent and no response arrived. Any other error means that
 * nothing happened.
 */
export async function sendCall(client: EC2Client, { name, input }: ResolvedCall): Promise<CallResult> {
  const response: unknown = await withPortErrors(() => SENDERS[name](client, input), {
    service: 'ec2',
    operation: name,
    changes: true,
  });
  return omitUndefined({
    fields: flattenStrings(response),
    detail: name === 'DeregisterImage' ? snapshotResults(response) : undefined,
  });
}

type Sender = (client: EC2Client, input: unknown) => Promise<unknown>;

const SENDERS = {
  ModifyImageAttribute: (client, input) =>
    client.send(new ModifyImageAttributeCommand(CALL_INPUTS.ModifyImageAttribute.parse(input))),
  ModifySnapshotAttribute: (client, input) =>
    client.send(new ModifySnapshotAttributeCommand(CALL_INPUTS.ModifySnapshotAttribute.parse(input))),
  CopyImage: (client, input) => client.send(new CopyImageCommand(CALL_INPUTS.CopyImage.parse(input))),
  CopySnapshot: (client, input) => client.send(new CopySnapshotCommand(CALL_INPUTS.CopySnapshot.parse(input))),
  RegisterImage: (client, input) => client.send(new RegisterImageCommand(CALL_INPUTS.RegisterImage.parse(input))),
  DeleteSnapshot: (client, input) => client.send(new DeleteSnapshotCommand(CALL_INPUTS.DeleteSnapshot.parse(input))),
  DeregisterImage: (client, input) => client.send(new DeregisterImageCommand(CALL_INPUTS.DeregisterImage.parse(input))),
  RestoreImageFromRecycleBin: (client, input) =>
    client.send(new RestoreImageFromRecycleBinCommand(CALL_INPUTS.RestoreImageFromRecycleBin.parse(input))),
  RestoreSnapshotFromRecycleBin: (client, input) =>
    client.send(new RestoreSnapshotFromRecycleBinCommand(CALL_INPUTS.RestoreSnapshotFromRecycleBin.parse(input))),
  EnableImageDeprecation: (client, input) =>
    client.send(new EnableImageDeprecationCommand(CALL_INPUTS.EnableImageDeprecation.parse(input))),
  DisableImageDeprecation: (client, input) =>
    client.send(new DisableImageDeprecationCommand(CALL_INPUTS.DisableImageDeprecation.parse(input))),
  EnableImage: (client, input) => client.send(new EnableImageCommand(CALL_INPUTS.EnableImage.parse(input))),
  DisableImage: (client, input) => client.send(new DisableImageCommand(CALL_INPUTS.DisableImage.parse(input))),
  EnableImageDeregistrationProtection: (client, input) =>
    client.send(
      new EnableImageDeregistrationProtectionCommand(CALL_INPUTS.EnableImageDeregistrationProtection.parse(input)),
    ),
  DisableImageDeregistrationProtection: (client, input) =>
    client.send(
      new DisableImageDeregistrationProtectionCommand(CALL_INPUTS.DisableImageDeregistrationProtection.parse(input)),
    ),
  CreateImage: (client, input) => client.send(new CreateImageCommand(CALL_INPUTS.CreateImage.parse(input))),
  ImportImage: (client, input) => client.send(new ImportImageCommand(CALL_INPUTS.ImportImage.parse(input))),
  CancelImportTask: (client, input) =>
    client.send(new CancelImportTaskCommand(CALL_INPUTS.CancelImportTask.parse(input))),
  CreateTags: (client, input) => client.send(new CreateTagsCommand(CALL_INPUTS.CreateTags.parse(input))),
  RunInstances: (client, input) => client.send(new RunInstancesCommand(CALL_INPUTS.RunInstances.parse(input))),
  StopInstances: (client, input) => client.send(new StopInstancesCommand(CALL_INPUTS.StopInstances.parse(input))),
  TerminateInstances: (client, input) =>
    client.send(new TerminateInstancesCommand(CALL_INPUTS.TerminateInstances.parse(input))),
} satisfies Record<CallName, Sender>;
