import type { Directory, AccountRegion } from '../../domain/model/directory.js';
import type { Instance, InstanceFacts, InstanceObservationRequest } from '../../domain/model/instance.js';
import type { InstanceRef } from '../../domain/model/subject.js';
import type { InstanceCondition } from '../../domain/plan/types.js';
import { NotFound } from '../../workflows/ports/errors.js';
import type { ConditionStatus } from '../../workflows/ports/call-executor.js';
import type { InstanceMatches, ResourceSearch } from '../../workflows/ports/resource-finder.js';
import type { AwsReadContext, Clients } from '../clients/clients.js';
import { readAllPages } from '../read.js';
import { searchAllPlaces } from './find/search-places.js';
import { readSameName } from './observe/destination.js';
import { tagSchema } from './schema.js';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { z } from 'zod';

const instanceSchema = z.object({
  InstanceId: z.string(),
  State: z.object({ Name: z.string() }),
  StateReason: z.object({ Message: z.string().optional() }).optional(),
  InstanceType: z.string().default(''),
  ImageId: z.string().default(''),
  LaunchTime: z
    .date()
    .optional()
    .transform((time) => time?.toISOString() ?? ''),
  RootDeviceType: z.string().default(''),
  Tags: z.array(tagSchema).default([]),
  BlockDeviceMappings: z
    .array(z.object({ DeviceName: z.string(), Ebs: z.object({ VolumeId: z.string() }).optional() }))
    .default([]),
});

type InstanceResponse = z.infer<typeof instanceSchema>;

const detailedInstancesPageSchema = z.object({
  NextToken: z.string().optional(),
  Reservations: z.array(z.object({ Instances: z.array(instanceSchema).default([]) })).default([]),
});

/** Reads one instance; undefined when the place has none. */
async function readInstance(
  clients: Clients,
  place: AccountRegion,
  instanceId: string,
): Promise<InstanceResponse | undefined> {
  const listed = await listInstances(clients, place, instanceId);
  return listed.find(({ InstanceId }) => InstanceId === instanceId);
}

/**
 * Instances whose id fits the pattern. It goes into a filter: as an id, one that is unknown fails the call.
 * (EC2 API, DescribeInstances)
 */
async function listInstances(
  clients: Clients,
  place: AccountRegion,
  pattern: string,
): Promise<readonly InstanceResponse[]> {
  const pages = await readAllPages(['ec2', 'DescribeInstances'], detailedInstancesPageSchema, (token) =>
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
  search: ResourceSearch,
): Promise<InstanceMatches> {
  const { found, unreachable } = await searchAllPlaces(directory, search, 'reading the instances', async (place) => {
    const listed = await listInstances(clients, place, `${search.id}*`);
    return listed
      .filter(({ InstanceId }) => InstanceId.startsWith(search.id))
      .map((instance) => toInstance(instance, place));
  });
  return { instances: found, unreachable };
}

/** Observes an instance. Throws `NotFound` if it does not exist. */
export async function observeInstance(
  context: AwsReadContext,
  ref: InstanceRef,
  { imageName }: InstanceObservationRequest,
  observedAt: string,
): Promise<InstanceFacts> {
  const [instance, existingImageId] = await Promise.all([
    readInstance(context.clients, ref, ref.instanceId),
    readSameName(context, ref, imageName),
  ]);
  if (instance === undefined) throw new NotFound(`${ref.instanceId} is not in ${ref.region}`);
  return { observedAt, instance: toInstance(instance, ref), existingImageId };
}

function toInstance(answer: InstanceResponse, { account, region }: AccountRegion): Instance {
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

/** The states before the expected one. Any other state is a failure. */
const PENDING_STATES: Readonly<Record<InstanceCondition, readonly string[]>> = {
  'instance-running': ['pending'],
  'instance-stopped': ['pending', 'running', 'stopping'],
  'instance-terminated': ['pending', 'running', 'stopping', 'stopped', 'shutting-down'],
};

export async function checkInstanceState(
  clients: Clients,
  place: AccountRegion,
  kind: InstanceCondition,
  instanceId: string,
): Promise<ConditionStatus> {
  const instance = await readInstance(clients, place, instanceId);
  if (instance === undefined) {
    // An instance is visible for about an hour after its termination. A new one may not be visible yet. (EC2 DG,
    // "Eventual consistency")
    return kind === 'instance-terminated' ? { kind: 'satisfied' } : { kind: 'pending', detail: 'not visible yet' };
  }
  const state = instance.State.Name;
  if (`instance-${state}` === kind) return { kind: 'satisfied', detail: `${instanceId} is ${state}` };
  if (PENDING_STATES[kind].includes(state)) return { kind: 'pending', detail: `${instanceId} is ${state}` };
  const reason = instance.StateReason?.Message;
  return { kind: 'failed', message: `${instanceId} is ${state}${reason === undefined ? '' : `: ${reason}`}` };
}
