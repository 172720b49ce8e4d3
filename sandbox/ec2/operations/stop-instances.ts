import type { Instance } from '../entities.js';
import { AwsError } from '../errors.js';
import { moving } from '../instance-moves.js';
import { instanceState } from '../instance-view.js';
import { ec2Operation, type Call } from '../operation.js';
import { ownInstance } from '../own-instance.js';
import { texts } from '../parameters.js';

/** Stopping what is stopped changes nothing. Instances on an instance store cannot be stopped. (EC2 API, StopInstances) */
export const stopInstances = ec2Operation('StopInstances', {
  params: { InstanceId: texts },
  run({ InstanceId }, call) {
    const changes = InstanceId.map((id) => ownInstance(call, id)).map((instance) => {
      if (instance.state === 'stopped' || instance.state === 'stopping') return change(instance, instance);
      if (instance.state !== 'running') {
        throw new AwsError(
          'IncorrectInstanceState',
          `The instance '${instance.id}' is not in a state from which it can be stopped.`,
        );
      }
      return moved(instance, moving('stopping', 'stopped', call), call);
    });
    return { instancesSet: changes };
  },
});

/** Terminating what is terminated changes nothing. (EC2 API, TerminateInstances) */
export const terminateInstances = ec2Operation('TerminateInstances', {
  params: { InstanceId: texts },
  run({ InstanceId }, call) {
    const changes = InstanceId.map((id) => ownInstance(call, id)).map((instance) =>
      instance.state === 'terminated' || instance.state === 'shutting-down'
        ? change(instance, instance)
        : moved(instance, moving('shutting-down', 'terminated', call), call),
    );
    return { instancesSet: changes };
  },
});

function moved(before: Instance, move: Pick<Instance, 'state' | 'next'>, { store }: Call) {
  const after = { ...before, ...move };
  store.put('instances', after);
  return change(before, after);
}

function change(before: Instance, after: Instance) {
  return {
    instanceId: after.id,
    previousState: instanceState(before.state),
    currentState: instanceState(after.state),
  };
}
