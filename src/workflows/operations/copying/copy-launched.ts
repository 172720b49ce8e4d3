import type { WantedLaunch } from '../../facts/launch.js';
import type { Kept } from '../../plan/calls.js';
import type { Call, Step } from '../../plan/types.js';
import type { CopyTo } from '../planning/copy-to.js';
import { lend } from './lending.js';
import { billedAs, cleanUp, described, imageTags, makingId, placeOf, removal, undoOf, type Material } from './parts.js';

/** Launch an instance there, make an AMI from it once it has been stopped, see that it is billed alike, and end the instance. */
export function copyLaunched(copy: CopyTo, wanted: WantedLaunch, material: Material): readonly Step[] {
  const { facts } = material;
  const { key, label } = copy;
  const loan = lend(copy, facts, { image: true, snapshots: false });
  const launch = launchStep(
    copy,
    wanted,
    material,
    loan.give.map(({ id }) => id),
  );
  const instanceId: Kept = { step: launch.id, keep: 'instance' };
  const stop: Step = {
    id: `stop-${key}`,
    title: `Stop the instance in ${label}`,
    call: { name: 'StopInstances', ...placeOf(copy), input: { InstanceIds: [instanceId] } },
    until: { kind: 'instance-stopped', instanceId },
    after: [launch.id],
    undo: [],
  };
  const [make, cleaning] = imageSteps(copy, material, instanceId, stop.id);
  const end: Call = { name: 'TerminateInstances', ...placeOf(copy), input: { InstanceIds: [instanceId] } };
  const terminate: Step = {
    id: `terminate-${key}`,
    title: `Terminate the instance in ${label}`,
    call: end,
    until: { kind: 'instance-terminated', instanceId },
    after: [make.id],
    cleansUp: { of: launch.id },
  };
  return [...loan.give, launch, stop, make, ...loan.takeBack([launch.id]), terminate, cleaning];
}

function launchStep(
  copy: CopyTo,
  { instanceType, subnet }: WantedLaunch,
  { facts: { image } }: Material,
  after: readonly string[],
): Step {
  const id = `launch-${copy.key}`;
  return {
    id,
    title: `Launch one ${instanceType} from ${image.imageId} in ${copy.label}, only for the way`,
    call: {
      name: 'RunInstances',
      ...placeOf(copy),
      input: {
        ImageId: image.imageId,
        InstanceType: instanceType,
        MinCount: 1,
        MaxCount: 1,
        ...(subnet === undefined ? {} : { SubnetId: subnet }),
        MetadataOptions: { HttpTokens: 'required' },
      },
    },
    until: { kind: 'instance-running', instanceId: { step: id, keep: 'instance' } },
    keep: { instance: { from: 'answer', field: 'Instances[0].InstanceId' } },
    after,
    undo: [],
  };
}

/** The CreateImage and its clean-up. */
function imageSteps(
  copy: CopyTo,
  { name, facts: { image } }: Material,
  instanceId: Kept,
  stopped: string,
): readonly [Step, Step] {
  const id = makingId(copy);
  const newImage: Kept = { step: id, keep: 'image' };
  const call = removal(placeOf(copy), newImage);
  const step: Step = {
    id,
    title: `Make the copy in ${copy.label} from the stopped instance`,
    call: {
      name: 'CreateImage',
      ...placeOf(copy),
      input: { InstanceId: instanceId, Name: name, ...described(image), ...imageTags(image) },
    },
    until: { kind: 'image-available', imageId: newImage, ...billedAs(image) },
    keep: { image: { from: 'answer', field: 'ImageId' } },
    after: [stopped],
    undo: undoOf(id, copy, call),
  };
  return [step, cleanUp(id, copy, call)];
}
