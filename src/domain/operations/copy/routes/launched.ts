import { omitUndefined } from '../../../model/omit-undefined.js';
import type { LaunchOptions } from '../../../model/launch.js';
import type { OutputRef } from '../../../plan/call-inputs.js';
import type { Call, Step } from '../../../plan/types.js';
import type { PlannedCopy } from '../destinations.js';
import { grantTemporarily } from './temporary-grants.js';
import {
  billedAs,
  cleanUpCopyStep,
  copyDescription,
  imageTags,
  copyStepId,
  accountRegionOf,
  deregisterCopyCall,
  copyUndo,
  type CopyContext,
} from './copy-context.js';

/**
 * Launches an instance at the destination, creates an AMI from it once it is stopped, verifies its billing, and
 * terminates the instance.
 */
export function copyLaunched(copy: PlannedCopy, launchOptions: LaunchOptions, context: CopyContext): readonly Step[] {
  const { facts } = context;
  const { key, label } = copy;
  const temporaryGrant = grantTemporarily(copy, facts, { image: true, snapshots: false });
  const launch = launchStep(
    copy,
    launchOptions,
    context,
    temporaryGrant.grant.map(({ id }) => id),
  );
  const instanceId: OutputRef = { step: launch.id, output: 'instance' };
  const stop: Step = {
    id: `stop-${key}`,
    title: `Stop the instance in ${label}`,
    call: { name: 'StopInstances', ...accountRegionOf(copy), input: { InstanceIds: [instanceId] } },
    waitFor: { kind: 'instance-stopped', instanceId },
    after: [launch.id],
    undo: [],
  };
  const [make, cleaning] = imageSteps(copy, context, instanceId, stop.id);
  const end: Call = { name: 'TerminateInstances', ...accountRegionOf(copy), input: { InstanceIds: [instanceId] } };
  const terminate: Step = {
    id: `terminate-${key}`,
    title: `Terminate the instance in ${label}`,
    call: end,
    waitFor: { kind: 'instance-terminated', instanceId },
    after: [make.id],
    cleanup: { stepId: launch.id },
  };
  return [...temporaryGrant.grant, launch, stop, make, ...temporaryGrant.revoke([launch.id]), terminate, cleaning];
}

function launchStep(
  copy: PlannedCopy,
  { instanceType, subnet }: LaunchOptions,
  { facts: { image } }: CopyContext,
  after: readonly string[],
): Step {
  const id = `launch-${copy.key}`;
  return {
    id,
    title: `Launch one ${instanceType} from ${image.imageId} in ${copy.label}, only for the way`,
    call: {
      name: 'RunInstances',
      ...accountRegionOf(copy),
      input: {
        ImageId: image.imageId,
        InstanceType: instanceType,
        MinCount: 1,
        MaxCount: 1,
        ...omitUndefined({ SubnetId: subnet }),
        MetadataOptions: { HttpTokens: 'required' },
      },
    },
    waitFor: { kind: 'instance-running', instanceId: { step: id, output: 'instance' } },
    outputs: { instance: { from: 'response', field: 'Instances[0].InstanceId' } },
    after,
    undo: [],
  };
}

/** The CreateImage and its clean-up. */
function imageSteps(
  copy: PlannedCopy,
  { name, facts: { image } }: CopyContext,
  instanceId: OutputRef,
  stopped: string,
): readonly [Step, Step] {
  const id = copyStepId(copy);
  const newImage: OutputRef = { step: id, output: 'image' };
  const call = deregisterCopyCall(accountRegionOf(copy), newImage);
  const step: Step = {
    id,
    title: `Make the copy in ${copy.label} from the stopped instance`,
    call: {
      name: 'CreateImage',
      ...accountRegionOf(copy),
      input: { InstanceId: instanceId, Name: name, ...copyDescription(image), ...imageTags(image) },
    },
    waitFor: { kind: 'image-available', imageId: newImage, ...billedAs(image) },
    outputs: { image: { from: 'response', field: 'ImageId' } },
    after: [stopped],
    undo: copyUndo(id, copy, call),
  };
  return [step, cleanUpCopyStep(id, copy, call)];
}
