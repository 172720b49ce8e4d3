import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { Gone } from '../../workflows/errors.js';
import type { Directory } from '../../workflows/facts/directory.js';
import type { Instance, InstanceFacts, InstanceNeeds } from '../../workflows/facts/instance.js';
import type { InstanceRef } from '../../workflows/facts/subject.js';
import type { InstanceCondition } from '../../workflows/plan/types.js';
import type { ImageSearch, InstanceMatches, Sighting } from '../../workflows/ports.js';
import { askAll } from '../ask.js';
import type { Clients } from '../clients.js';
import type { Lens } from '../lens.js';
import type { Place } from '../settings.js';
import { readSameName } from './destination.js';
import { lookEverywhere } from './look-everywhere.js';
import { wholeInstancesPageSchema, type InstanceAnswer } from './instance-schema.js';

/** Reads one instance; undefined when the place has none. */
async function readInstance(clients: Clients, place: Place, instanceId: string): Promise<InstanceAnswer | undefined> {
  const listed = await listInstances(clients, place, instanceId);
  return listed.find(({ InstanceId }) => InstanceId === instanceId);
}

/**
 * Instances whose id fits the pattern. It goes into a filter: as an id, one that is unknown fails the call.
 * (EC2 API, DescribeInstances)
 */
async function listInstances(clients: Clients, place: Place, pattern: string): Promise<readonly InstanceAnswer[]> {
  const pages = await askAll(['ec2', 'DescribeInstances'], wholeInstancesPageSchema, (token) =>
    clients.ec2(place).send(
      new DescribeInstancesCommand({
        Filters: [{ Name: 'instance-id', Values: [pattern] }],
        MaxResults: 1000,
        ...token,
      }),
    ),
  );
  return pages.flatMap(({ Reservations }) => Reservations).flatMap(({ Instances }) => Instances);
}

/** Looks for instances by id or the beginning of one, in all places of the directory or those of the search. */
export async function findInstances(
  clients: Clients,
  directory: Directory,
  search: ImageSearch,
): Promise<InstanceMatches> {
  const { found, unreachable } = await lookEverywhere(directory, search, 'reading the instances', async (place) => {
    const listed = await listInstances(clients, place, `${search.id}*`);
    return listed
      .filter(({ InstanceId }) => InstanceId.startsWith(search.id))
      .map((instance) => toInstance(instance, place));
  });
  return { instances: found, unreachable };
}

/** Observes an instance. Throws `Gone` when it is not there. */
export async function observeInstance(
  lens: Lens,
  ref: InstanceRef,
  { imageName }: InstanceNeeds,
  observedAt: string,
): Promise<InstanceFacts> {
  const [instance, sameName] = await Promise.all([
    readInstance(lens.clients, ref, ref.instanceId),
    readSameName(lens, ref, imageName),
  ]);
  if (instance === undefined) throw new Gone(`${ref.instanceId} is not in ${ref.region}`);
  return { observedAt, instance: toInstance(instance, ref), sameName };
}

function toInstance(answer: InstanceAnswer, { account, region }: Place): Instance {
  return {
    instanceId: answer.InstanceId,
    account,
    region,
    state: answer.State.Name,
    instanceType: answer.InstanceType,
    imageId: answer.ImageId,
    launchedAt: answer.LaunchTime,
    rootDeviceType: answer.RootDeviceType,
    tags: Object.fromEntries(answer.Tags.map(({ Key, Value }) => [Key, Value])),
    volumes: answer.BlockDeviceMappings.flatMap(({ DeviceName, Ebs }) => (Ebs === undefined ? [] : DeviceName)),
  };
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
