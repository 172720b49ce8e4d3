import { CALL_INPUTS } from '../../src/aws/ec2/call-inputs.js';
import { Gone, Refused } from '../../src/workflows/errors.js';
import { canActIn, type Directory } from '../../src/workflows/facts/directory.js';
import type { Instance, InstanceFacts, InstanceNeeds } from '../../src/workflows/facts/instance.js';
import type { InstanceRef } from '../../src/workflows/facts/subject.js';
import type { ResolvedCall } from '../../src/workflows/plan/resolve.js';
import type { InstanceCondition } from '../../src/workflows/plan/types.js';
import type { CallAnswer, ImageSearch, InstanceMatches, Sighting } from '../../src/workflows/ports.js';
import { canSee, factIn, findEntry, imageEntry, isDenied, type InstanceEntry, type World } from './in-memory-world.js';

/** How long an instance is on the way from one state to the next, and an image of it in the making. */
const STEP_MS = 30_000;

/** Calls that make, stop and end instances, and images of them. */
export const INSTANCE_CALLS = {
  RunInstances(world: World, call: ResolvedCall, now: number): CallAnswer {
    const { ImageId, ClientToken } = CALL_INPUTS.RunInstances.parse(call.input);
    const { account, region } = call;
    const before = world.instances.find(({ token, account: owner }) => token === ClientToken && owner === account);
    if (before !== undefined) return launched(before);
    const source = findEntry(world, { region, imageId: ImageId });
    if (source === undefined || !canSee(source, account)) throw new Gone(`The image id '[${ImageId}]' does not exist`);
    const instance: InstanceEntry = {
      instanceId: `i-0a11000000000${world.instances.length.toString(16).padStart(4, '0')}`,
      account,
      region,
      imageId: ImageId,
      token: ClientToken,
      state: 'pending',
      next: { state: 'running', at: now + STEP_MS },
    };
    world.instances.push(instance);
    return launched(instance);
  },

  StopInstances(world: World, call: ResolvedCall, now: number): CallAnswer {
    for (const instance of instancesOf(world, call, CALL_INPUTS.StopInstances.parse(call.input).InstanceIds)) {
      if (instance.state === 'stopped') continue;
      if (instance.state !== 'running') throw new Refused('IncorrectInstanceState', `it is ${instance.state}`);
      move(instance, 'stopping', 'stopped', now);
    }
    return { fields: {} };
  },

  TerminateInstances(world: World, call: ResolvedCall, now: number): CallAnswer {
    for (const instance of instancesOf(world, call, CALL_INPUTS.TerminateInstances.parse(call.input).InstanceIds)) {
      if (instance.state !== 'terminated') move(instance, 'shutting-down', 'terminated', now);
    }
    return { fields: {} };
  },

  CreateImage(world: World, call: ResolvedCall, now: number): CallAnswer {
    const input = CALL_INPUTS.CreateImage.parse(call.input);
    const { account, region } = call;
    const [instance] = instancesOf(world, call, [input.InstanceId]);
    const source = instance === undefined ? undefined : findEntry(world, { region, imageId: instance.imageId });
    if (source === undefined) throw new Gone('the image of the instance is not known');
    // A name is taken within one account and Region.
    const here = world.images.filter(({ image }) => image.region === region && image.ownerId === account);
    const holder = here.find(({ image }) => image.name === input.Name);
    if (holder !== undefined) throw new Refused('InvalidAMIName.Duplicate', `AMI name ${input.Name} is already in use`);
    const number = world.images.length.toString(16).padStart(4, '0');
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
    world.images.push(imageEntry(image, { copy: { token: '', begunAt: now, endsAt: now + STEP_MS } }));
    return { fields: { ImageId: image.imageId } };
  },
};

/** Looks for instances as `Cloud.findInstances` promises. */
export function findInstancesIn(world: World, directory: Directory, search: ImageSearch): InstanceMatches {
  const places = directory
    .filter(({ id }) => canActIn(directory, id) && (search.account ?? id) === id)
    .flatMap(({ id, regions }) =>
      (search.region === undefined ? regions : [search.region]).map((region) => ({ account: id, region })),
    );
  const shut = places.filter(({ account }) => isDenied(world, account, 'ec2:DescribeInstances'));
  const open = places.filter((place) => !shut.includes(place));
  return {
    instances: world.instances
      .filter((entry) => open.some(({ account, region }) => entry.account === account && entry.region === region))
      .filter(({ instanceId }) => instanceId.startsWith(search.id))
      .map((entry) => toInstance(world, entry)),
    unreachable: shut.map((place) => ({ ...place, reason: 'reading the instances was denied' })),
  };
}

/** Observes an instance as `Cloud.observeInstance` promises. */
export function observeInstanceIn(
  world: World,
  directory: Directory,
  { instanceId, account, region }: InstanceRef,
  { imageName }: InstanceNeeds,
): Omit<InstanceFacts, 'observedAt'> {
  const entry = world.instances.find((each) => each.instanceId === instanceId && each.account === account);
  if (entry?.region !== region) throw new Gone(`${instanceId} is not in ${region}`);
  const same = world.images.find(
    ({ image }) => image.ownerId === account && image.region === region && image.name === imageName,
  );
  return {
    instance: toInstance(world, entry),
    sameName: factIn(world, directory, account, 'ec2:DescribeImages', () => same?.image.imageId ?? null),
  };
}

function toInstance(world: World, { instanceId, account, region, imageId, state }: InstanceEntry): Instance {
  const blockDevices = findEntry(world, { region, imageId })?.image.blockDevices ?? [];
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

const ON_THE_WAY: Readonly<Record<InstanceCondition, readonly InstanceEntry['state'][]>> = {
  'instance-running': ['pending'],
  'instance-stopped': ['pending', 'running', 'stopping'],
  'instance-terminated': ['pending', 'running', 'stopping', 'stopped', 'shutting-down'],
};

export function lookAtInstance({ instances }: World, kind: InstanceCondition, instanceId: string): Sighting {
  const instance = instances.find((each) => each.instanceId === instanceId);
  if (instance === undefined) return kind === 'instance-terminated' ? { kind: 'met' } : { kind: 'not-yet' };
  const detail = `${instanceId} is ${instance.state}`;
  if (`instance-${instance.state}` === kind) return { kind: 'met', detail };
  return ON_THE_WAY[kind].includes(instance.state) ? { kind: 'not-yet', detail } : { kind: 'failed', message: detail };
}

function launched({ instanceId }: InstanceEntry): CallAnswer {
  return { fields: { 'Instances[0].InstanceId': instanceId } };
}

function instancesOf(
  world: World,
  { account, region }: ResolvedCall,
  ids: readonly string[],
): readonly InstanceEntry[] {
  return ids.map((id) => {
    const found = world.instances.find((each) => each.instanceId === id);
    if (found?.account === account && found.region === region) return found;
    throw new Gone(`The instance ID '${id}' does not exist`);
  });
}

function move(instance: InstanceEntry, through: InstanceEntry['state'], to: InstanceEntry['state'], now: number): void {
  instance.state = through;
  instance.next = { state: to, at: now + STEP_MS };
}
