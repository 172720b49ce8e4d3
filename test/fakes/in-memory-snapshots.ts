import { CALL_INPUTS } from '../../src/aws/ec2/call/inputs.js';
import { NotFound, Rejected } from '../../src/workflows/ports/errors.js';
import type { BlockDevice } from '../../src/domain/model/image.js';
import type { TaggedType, TagSpecificationInput } from '../../src/domain/plan/call-inputs.js';
import type { ResolvedCall } from '../../src/domain/plan/outputs.js';
import type { CallResult } from '../../src/workflows/ports/call-executor.js';
import type { FakeAws } from './in-memory-world.js';

/** How long the copy of one snapshot takes here. */
export const SNAPSHOT_MS = 30_000;

export function copySnapshot(
  fakeAws: FakeAws,
  { account, region, input: sent }: ResolvedCall,
  now: number,
): CallResult {
  const input = CALL_INPUTS.CopySnapshot.parse(sent);
  const source = fakeAws.images.flatMap(({ snapshots }) => snapshots[input.SourceSnapshotId] ?? []).at(0);
  const mayCopy = source?.sharedWith.some((grantee) => grantee.kind === 'account' && grantee.id === account);
  if (source === undefined || (source.snapshot.ownerId !== account && mayCopy !== true)) {
    throw new NotFound(`The snapshot '${input.SourceSnapshotId}' does not exist.`);
  }
  const number = fakeAws.copiedSnapshots.length.toString(16).padStart(4, '0');
  const snapshotId = `snap-0c0de0000000f${number}`;
  fakeAws.copiedSnapshots.push({
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

export function registerImage(
  fakeAws: FakeAws,
  { account, region, input: sent }: ResolvedCall,
  now: number,
): CallResult {
  const input = CALL_INPUTS.RegisterImage.parse(sent);
  const here = fakeAws.images.filter(({ image }) => image.region === region && image.ownerId === account);
  if (here.some(({ image }) => image.name === input.Name)) {
    throw new Rejected('InvalidAMIName.Duplicate', `AMI name ${input.Name} is already in use`);
  }
  const blockDevices = input.BlockDeviceMappings.map(({ DeviceName, Ebs }): BlockDevice => {
    const { SnapshotId: snapshotId, VolumeSize: sizeGiB = 8 } = Ebs ?? {};
    return { device: DeviceName, sizeGiB, ...(snapshotId === undefined ? {} : { snapshotId }) };
  });
  const parts = fakeAws.copiedSnapshots.filter(({ snapshot, endsAt }) => {
    const isPart = blockDevices.some(({ snapshotId }) => snapshotId === snapshot.snapshotId);
    if (isPart && endsAt > now) throw new Rejected('InvalidSnapshot.Pending', `${snapshot.snapshotId} is pending`);
    return isPart;
  });
  const imageId = `ami-0c0de000000f0${fakeAws.images.length.toString(16).padStart(4, '0')}`;
  fakeAws.images.push({
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
    usageByAccount: {},
    snapshots: Object.fromEntries(parts.map((part) => [part.snapshot.snapshotId, part])),
  });
  return { fields: { ImageId: imageId } };
}

export function deleteSnapshot(fakeAws: FakeAws, { input: sent }: ResolvedCall): CallResult {
  const { SnapshotId } = CALL_INPUTS.DeleteSnapshot.parse(sent);
  const index = fakeAws.copiedSnapshots.findIndex(({ snapshot }) => snapshot.snapshotId === SnapshotId);
  if (index === -1) throw new NotFound(`The snapshot '${SnapshotId}' does not exist.`);
  if (fakeAws.images.some(({ snapshots }) => SnapshotId in snapshots)) {
    throw new Rejected('InvalidSnapshot.InUse', `The snapshot ${SnapshotId} is currently in use by an AMI`);
  }
  fakeAws.copiedSnapshots.splice(index, 1);
  return { fields: {} };
}

/** The tags that a call gives to one type of what it creates. */
export function tagsIn(
  specifications: readonly TagSpecificationInput[],
  type: TaggedType,
): Readonly<Record<string, string>> {
  const tags = specifications.filter(({ ResourceType }) => ResourceType === type).flatMap(({ Tags }) => Tags);
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
