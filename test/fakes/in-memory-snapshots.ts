import { CALL_INPUTS } from '../../src/aws/ec2/call-inputs.js';
import { Gone, Refused } from '../../src/workflows/errors.js';
import type { BlockDevice } from '../../src/workflows/facts/image.js';
import type { TaggedType, TagsInput } from '../../src/workflows/plan/calls.js';
import type { ResolvedCall } from '../../src/workflows/plan/resolve.js';
import type { CallAnswer } from '../../src/workflows/ports.js';
import type { World } from './in-memory-world.js';

/** How long the copy of one snapshot takes here. */
export const SNAPSHOT_MS = 30_000;

export function copySnapshot(world: World, { account, region, input: sent }: ResolvedCall, now: number): CallAnswer {
  const input = CALL_INPUTS.CopySnapshot.parse(sent);
  const source = world.images.flatMap(({ snapshots }) => snapshots[input.SourceSnapshotId] ?? []).at(0);
  const mayCopy = source?.sharedWith.some((grantee) => grantee.kind === 'account' && grantee.id === account);
  if (source === undefined || (source.snapshot.ownerId !== account && mayCopy !== true)) {
    throw new Gone(`The snapshot '${input.SourceSnapshotId}' does not exist.`);
  }
  const number = world.copiedSnapshots.length.toString(16).padStart(4, '0');
  const snapshotId = `snap-0c0de0000000f${number}`;
  world.copiedSnapshots.push({
    region,
    snapshot: {
      ...source.snapshot,
      snapshotId,
      ownerId: account,
      state: 'pending',
      encrypted: input.Encrypted === true,
    },
    sharedWith: [],
    tags: tagsIn(input.TagSpecifications, 'snapshot'),
    endsAt: now + SNAPSHOT_MS,
  });
  return { fields: { SnapshotId: snapshotId } };
}

export function registerImage(world: World, { account, region, input: sent }: ResolvedCall, now: number): CallAnswer {
  const input = CALL_INPUTS.RegisterImage.parse(sent);
  const here = world.images.filter(({ image }) => image.region === region && image.ownerId === account);
  if (here.some(({ image }) => image.name === input.Name)) {
    throw new Refused('InvalidAMIName.Duplicate', `AMI name ${input.Name} is already in use`);
  }
  const blockDevices = input.BlockDeviceMappings.map(({ DeviceName, Ebs }): BlockDevice => {
    const { SnapshotId: snapshotId, VolumeSize: sizeGiB = 8 } = Ebs ?? {};
    return { device: DeviceName, sizeGiB, ...(snapshotId === undefined ? {} : { snapshotId }) };
  });
  const parts = world.copiedSnapshots.filter(({ snapshot, endsAt }) => {
    const isPart = blockDevices.some(({ snapshotId }) => snapshotId === snapshot.snapshotId);
    if (isPart && endsAt > now) throw new Refused('InvalidSnapshot.Pending', `${snapshot.snapshotId} is pending`);
    return isPart;
  });
  const imageId = `ami-0c0de000000f0${world.images.length.toString(16).padStart(4, '0')}`;
  world.images.push({
    image: {
      imageId,
      region,
      account,
      ownerId: account,
      name: input.Name,
      description: input.Description ?? '',
      state: 'available',
      createdAt: new Date(now).toISOString(),
      public: false,
      architecture: input.Architecture,
      virtualizationType: input.VirtualizationType,
      rootDeviceType: 'ebs',
      enaSupport: input.EnaSupport,
      platformDetails: 'Linux/UNIX',
      usageOperation: 'RunInstances',
      productCodes: [],
      tags: tagsIn(input.TagSpecifications, 'image'),
      deregistrationProtection: 'disabled',
      blockDevices,
    },
    sharedWith: [],
    usedIn: {},
    snapshots: Object.fromEntries(parts.map((part) => [part.snapshot.snapshotId, part])),
  });
  return { fields: { ImageId: imageId } };
}

export function deleteSnapshot(world: World, { input: sent }: ResolvedCall): CallAnswer {
  const { SnapshotId } = CALL_INPUTS.DeleteSnapshot.parse(sent);
  const index = world.copiedSnapshots.findIndex(({ snapshot }) => snapshot.snapshotId === SnapshotId);
  if (index === -1) throw new Gone(`The snapshot '${SnapshotId}' does not exist.`);
  if (world.images.some(({ snapshots }) => SnapshotId in snapshots)) {
    throw new Refused('InvalidSnapshot.InUse', `The snapshot ${SnapshotId} is currently in use by an AMI`);
  }
  world.copiedSnapshots.splice(index, 1);
  return { fields: {} };
}

/** The tags that a call gives to one type of what it creates. */
export function tagsIn(specifications: readonly TagsInput[], type: TaggedType): Readonly<Record<string, string>> {
  const tags = specifications.filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tags }) => Tags);
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
