import type { Instance } from './entities.js';
import type { Call } from './operation.js';
import { instanceMachine } from './own-instance.js';
import { tagSet } from './wire/tags.js';
import type { Value } from './wire/xml.js';

/** (EC2 API, InstanceState) */
const STATE_CODES: Readonly<Record<Instance['state'], number>> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

export function instanceState(state: Instance['state']): Value {
  return { code: STATE_CODES[state], name: state };
}

/** An instance as EC2 describes it to its owner. */
export function describeInstance(instance: Instance, call: Call): Value {
  const machine = instanceMachine(call, instance);
  return {
    instanceId: instance.id,
    imageId: instance.imageId,
    instanceState: instanceState(instance.state),
    stateReason: instance.stateReason,
    instanceType: instance.instanceType,
    launchTime: instance.launchedAt,
    subnetId: instance.subnetId,
    architecture: machine?.architecture,
    virtualizationType: machine?.virtualizationType,
    rootDeviceType: machine?.rootDeviceType,
    rootDeviceName: machine?.rootDeviceName,
    platformDetails: machine?.platformDetails,
    usageOperation: machine?.usageOperation,
    blockDeviceMapping: (instance.volumes ?? []).map(({ deviceName, volumeId }) => ({
      deviceName,
      ebs: { volumeId, status: 'attached', deleteOnTermination: true },
    })),
    tagSet: tagSet(instance.tags),
  };
}
