import { CALL_INPUTS } from '../../src/aws/ec2/call/inputs.js';
import { NotFound, Rejected } from '../../src/workflows/ports/errors.js';
import { canAccessAccount, type Directory } from '../../src/domain/model/directory.js';
import type { Instance, InstanceFacts, InstanceObservationRequest } from '../../src/domain/model/instance.js';
import type { InstanceRef } from '../../src/domain/model/subject.js';
import type { ResolvedCall } from '../../src/domain/plan/outputs.js';
import type { InstanceCondition } from '../../src/domain/plan/types.js';
import type { CallResult, ConditionStatus } from '../../src/workflows/ports/call-executor.js';
import type { InstanceMatches, ResourceSearch } from '../../src/workflows/ports/resource-finder.js';
import {
  canSee,
  factIn,
  findEntry,
  imageEntry,
  isDenied,
  type InstanceEntry,
  type FakeAws,
} from './in-memory-world.js';

/** How long an instance is on the way from one state to the next, and an image of it in the making. */
const STEP_MS = 30_000;

/** Calls that make, stop and end instances, and images of them. */
export const INSTANCE_CALLS = {
  RunInstances(fakeAws: FakeAws, call: ResolvedCall, now: number): CallResult {
    const { ImageId, ClientToken } = CALL_INPUTS.RunInstances.parse(call.input);
    const { account, region } = call;
    const before = fakeAws.instances.find(({ token, account: owner }) => token === ClientToken && owner === account);
    if (before !== undefined) return launched(before);
    const source = findEntry(fakeAws, { region, imageId: ImageId });
    if (source === undefined || !canSee(source, account))
      throw new NotFound(`The image id '[${ImageId}]' does not exist`);
    const instance: InstanceEntry = {
      instanceId: `i-0a11000000000${fakeAws.instances.length.toString(16).padStart(4, '0')}`,
      account,
      region,
      imageId: ImageId,
      token: ClientToken,
      state: 'pending',
      next: { state: 'running', at: now + STEP_MS },
    };
    fakeAws.instances.push(instance);
    return launched(instance);
  },

  StopInstances(fakeAws: FakeAws, call: ResolvedCall, now: number): CallResult {
    for (const instance of instancesOf(fakeAws, call, CALL_INPUTS.StopInstances.parse(call.input).InstanceIds)) {
      if (instance.state === 'stopped') continue;
      if (instance.state !== 'running') throw new Rejected('IncorrectInstanceState', `it is ${instance.state}`);
      move(instance, 'stopping', 'stopped', now);
    }
    return { fields: {} };
  },

  TerminateInstances(fakeAws: FakeAws, call: ResolvedCall, now: number): CallResult {
    for (const instance of instancesOf(fakeAws, call, CALL_INPUTS.TerminateInstances.parse(call.input).InstanceIds)) {
      if (instance.state !== 'terminated') move(instance, 'shutting-down', 'terminated', now);
    }
    return { fields: {} };
  },

  CreateImage(fakeAws: FakeAws, call: ResolvedCall, now: number): CallResult {
    const input = CALL_INPUTS.CreateImage.parse(call.input);
    const { account, region } = call;
    const [instance] = instancesOf(fakeAws, call, [input.InstanceId]);
    const source = instance === undefined ? undefined : findEntry(fakeAws, { region, imageId: instance.imageId });
    if (source === undefined) throw new NotFound('the image of the instance is not known');
    // A name is taken within one account and Region.
    const here = fakeAws.images.filter(({ image }) => image.region === region && image.ownerId === account);
    const holder = here.find(({ image }) => image.name === input.Name);
    if (holder !== undefined)
      throw new Rejected('InvalidAMIName.Duplicate', `AMI name ${input.Name} is already in use`);
    const number = fakeAws.images.length.toString(16).padStart(4, '0');
    const tags = input.TagSpecifications.find(({ ResourceType }) => ResourceType === 'image')?.Tags ?? [];
    const image = {
      ...source.image,
      imageId: `ami-0c4ea7e000000${number}`,
      account,
      ownerId: account,
      name: input.Name,
      description: input.Description ?? '',
      state: 'pending',
      createdAt: new Date(now).toISOString(),
      deregistrationProtection: 'disabled',
      blockDevices: source.image.blockDevices.map((device, index) => ({
        ...device,
        snapshotId: `snap-0c4ea7e0000${number}${String(index)}`.padEnd(22, '0'),
      })),
      tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
    };
    fakeAws.images.push(imageEntry(image, { copy: { token: '', begunAt: now, endsAt: now + STEP_MS } }));
    return { fields: { ImageId: image.imageId } };
  },
};

/** Looks for instances as `ResourceFinder.findInstances` promises. */
export function findInstancesIn(fakeAws: FakeAws, directory: Directory, search: ResourceSearch): InstanceMatches {
  const places = directory
    .filter(({ id }) => canAccessAccount(directory, id) && (search.account ?? id) === id)
    .flatMap(({ id, regions }) =>
      (search.region === undefined ? regions : [search.region]).map((region) => ({ account: id, region })),
    );
  const shut = places.filter(({ account }) => isDenied(fakeAws, account, 'ec2:DescribeInstances'));
  const open = places.filter((place) => !shut.includes(place));
  return {
    instances: fakeAws.instances
      .filter((entry) => open.some(({ account, region }) => entry.account === account && entry.region === region))
      .filter(({ instanceId }) => instanceId.startsWith(search.id))
      .map((entry) => toInstance(fakeAws, entry)),
    unreachable: shut.map((place) => ({ ...place, reason: 'reading the instances was denied' })),
  };
}

/** Observes an instance as `ResourceObserver.observeInstance` promises. */
export function observeInstanceIn(
  fakeAws: FakeAws,
  directory: Directory,
  { instanceId, account, region }: InstanceRef,
  { imageName }: InstanceObservationRequest,
): Omit<InstanceFacts, 'observedAt'> {
  const entry = fakeAws.instances.find((each) => each.instanceId === instanceId && each.account === account);
  if (entry?.region !== region) throw new NotFound(`${instanceId} is not in ${region}`);
  const same = fakeAws.images.find(
    ({ image }) => image.ownerId === account && image.region === region && image.name === imageName,
  );
  return {
    instance: toInstance(fakeAws, entry),
    existingImageId: factIn(fakeAws, directory, account, 'ec2:DescribeImages', () => same?.image.imageId ?? null),
  };
}

function toInstance(fakeAws: FakeAws, { instanceId, account, region, imageId, state }: InstanceEntry): Instance {
  const blockDevices = findEntry(fakeAws, { region, imageId })?.image.blockDevices ?? [];
  return {
    instanceId,
    account,
    region,
    imageId,
    state,
    instanceType: 't3.small',
    launchedAt: '',
    rootDeviceType: 'ebs',
    tags: {},
    volumes: blockDevices.map(({ device }) => device),
  };
}

const PENDING_STATES: Readonly<Record<InstanceCondition, readonly InstanceEntry['state'][]>> = {
  'instance-running': ['pending'],
  'instance-stopped': ['pending', 'running', 'stopping'],
  'instance-terminated': ['pending', 'running', 'stopping', 'stopped', 'shutting-down'],
};

export function checkInstanceStateIn(
  { instances }: FakeAws,
  kind: InstanceCondition,
  instanceId: string,
): ConditionStatus {
  const instance = instances.find((each) => each.instanceId === instanceId);
  if (instance === undefined) return kind === 'instance-terminated' ? { kind: 'satisfied' } : { kind: 'pending' };
  const detail = `${instanceId} is ${instance.state}`;
  if (`instance-${instance.state}` === kind) return { kind: 'satisfied', detail };
  return PENDING_STATES[kind].includes(instance.state)
    ? { kind: 'pending', detail }
    : { kind: 'failed', message: detail };
}

function launched({ instanceId }: InstanceEntry): CallResult {
  return { fields: { 'Instances[0].InstanceId': instanceId } };
}

function instancesOf(
  fakeAws: FakeAws,
  { account, region }: ResolvedCall,
  ids: readonly string[],
): readonly InstanceEntry[] {
  return ids.map((id) => {
    const found = fakeAws.instances.find((each) => each.instanceId === id);
    if (found?.account === account && found.region === region) return found;
    throw new NotFound(`The instance ID '${id}' does not exist`);
  });
}

function move(instance: InstanceEntry, through: InstanceEntry['state'], to: InstanceEntry['state'], now: number): void {
  instance.state = through;
  instance.next = { state: to, at: now + STEP_MS };
}
