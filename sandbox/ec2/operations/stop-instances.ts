import type { Instance } from '../entities.js';
import { AwsError } from '../errors.js';
import { startTransition } from '../instance-transitions.js';
import { instanceState } from '../instance-view.js';
import { ec2Operation, type Call } from '../operation.js';
import { findOwnInstance } from '../own-instance.js';
import { texts } from '../parameters.js';

/**
 * Stopping a stopped instance changes nothing. Instances on an instance store cannot be stopped. (EC2 API,
 * StopInstances)
 */
export const stopInstances = ec2Operation('StopInstances', {
  params: { InstanceId: texts },
  run({ InstanceId }, call) {
    const changes = InstanceId.map((id) => findOwnInstance(call, id)).map((instance) => {
      if (instance.state === 'stopped' || instance.state === 'stopping') return stateChange(instance, instance);
      if (instance.state !== 'running') {
        throw new AwsError(
          'IncorrectInstanceState',
          `The instance '${instance.id}' is not in a state from which it can be stopped.`,
        );
      }
      return transitionInstance(instance, startTransition('stopping', 'stopped', call), call);
    });
    return { instancesSet: changes };
  },
});

/** Terminating a terminated instance changes nothing. (EC2 API, TerminateInstances) */
export const terminateInstances = ec2Operation('TerminateInstances', {
  params: { InstanceId: texts },
  run({ InstanceId }, call) {
    const changes = InstanceId.map((id) => findOwnInstance(call, id)).map((instance) =>
      instance.state === 'terminated' || instance.state === 'shutting-down'
        ? stateChange(instance, instance)
        : transitionInstance(instance, startTransition('shutting-down', 'terminated', call), call),
    );
    return { instancesSet: changes };
  },
});

function transitionInstance(before: Instance, move: Pick<Instance, 'state' | 'next'>, { store }: Call) {
  const after = { ...before, ...move };
  store.put('instances', after);
  return stateChange(before, after);
}

function stateChange(before: Instance, after: Instance) {
  return {
    instanceId: after.id,
    previousState: instanceState(before.state),
    currentState: instanceState(after.state),
  };
}
