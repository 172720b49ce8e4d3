import type { Image } from '../../src/domain/model/image.js';
import type { WorldImage } from '../contracts/ec2-world.js';
import { imageEntry, type ImageEntry } from './in-memory-world.js';

/** An AMI of the contract's small world in the terms of the fakes. */
export function toImageEntry(image: WorldImage): ImageEntry {
  const sharedWith = [
    ...(image.sharedWith ?? []).map((id) => ({ kind: 'account' as const, id })),
    ...(image.isPublic === true ? [{ kind: 'public' as const }] : []),
  ];
  const entry = imageEntry(toImage(image), { sharedWith, usageByAccount: usedIn(image) });
  const keyed = image.disks.flatMap(({ snapshotId, keyArn }) => {
    const plain = entry.snapshots[snapshotId];
    if (plain === undefined || keyArn === undefined) return [];
    return [[snapshotId, { ...plain, snapshot: { ...plain.snapshot, encrypted: true, kmsKeyId: keyArn } }] as const];
  });
  return {
    ...entry,
    snapshots: { ...entry.snapshots, ...Object.fromEntries(keyed) },
    ...(image.uefiData === undefined ? {} : { uefiData: image.uefiData }),
  };
}

function usedIn({ region, instances = [] }: WorldImage): ImageEntry['usageByAccount'] {
  return Object.fromEntries(
    instances.map(({ account, id }) => [
      account,
      [{ type: 'ec2:Instance', arn: `arn:aws:ec2:${region}:${account}:instance/${id}` }],
    ]),
  );
}

function toImage({ id, region, owner, name, tags, isPublic = false, disks }: WorldImage): Image {
  return {
    imageId: id,
    region,
    account: owner,
    ownerId: owner,
    name,
    description: '',
    state: 'available',
    createdAt: '2026-10-01T09:00:00.000Z',
    public: isPublic,
    architecture: 'x86_64',
    virtualizationType: 'hvm',
    rootDeviceType: 'ebs',
    rootDeviceName: '/dev/xvda',
    enaSupport: true,
    productCodes: [],
    tags: tags ?? {},
    deregistrationProtection: 'disabled',
    blockDevices: disks.map(({ device, snapshotId, sizeGiB, keyArn }) => ({
      device,
      snapshotId,
      sizeGiB,
      encrypted: keyArn !== undefined,
    })),
  };
}
