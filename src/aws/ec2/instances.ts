import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import type { InstanceCondition } from '../../workflows/plan/types.js';
import type { Sighting } from '../../workflows/ports.js';
import { askAll } from '../ask.js';
import type { Clients } from '../clients.js';
import type { Place } from '../settings.js';
import { wholeInstancesPageSchema, type InstanceAnswer } from './instance-schema.js';

/**
 * Reads one instance; undefined when the place has none. The id goes into a filter: as such, one that is unknown fails the
 * call. (EC2 API, DescribeInstances)
 */
export async function readInstance(
  clients: Clients,
  place: Place,
  instanceId: string,
): Promise<InstanceAnswer | undefined> {
  const pages = await askAll(['ec2', 'DescribeInstances'], wholeInstancesPageSchema, (token) =>
    clients.ec2(place).send(
      new DescribeInstancesCommand({
        Filters: [{ Name: 'instance-id', Values: [instanceId] }],
        MaxResults: 1000,
        ...token,
      }),
    ),
  );
  return pages
    .flatMap(({ Reservations }) => Reservations)
    .flatMap(({ Instances }) => Instances)
    .find(({ InstanceId }) => InstanceId === instanceId);
}

/** The states on the way to what is waited for; what is neither these nor the end is a failure. */
const ON_THE_WAY: Readonly<Record<InstanceCondition, readonly string[]>> = {
  'instance-running': ['pending'],
  'instance-stopped': ['pending', 'running', 'stopping'],
  'instance-terminated': ['pending', 'running', 'stopping', 'stopped', 'shutting-down'],
};

export async function lookAtInstance(
  clients: Clients,
  place: Place,
  kind: InstanceCondition,
  instanceId: string,
): Promise<Sighting> {
  const instance = await readInstance(clients, place, instanceId);
  if (instance === undefined) {
    // An instance is shown for about an hour after its end; a new one may not be visible yet. (EC2 DG, "Eventual consistency")
    return kind === 'instance-terminated' ? { kind: 'met' } : { kind: 'not-yet', detail: 'not visible yet' };
  }
  const state = instance.State.Name;
  if (`instance-${state}` === kind) return { kind: 'met', detail: `${instanceId} is ${state}` };
  if (ON_THE_WAY[kind].includes(state)) return { kind: 'not-yet', detail: `${instanceId} is ${state}` };
  const why = instance.StateReason?.Message;
  return { kind: 'failed', message: `${instanceId} is ${state}${why === undefined ? '' : `: ${why}`}` };
}
