import { known } from '../../src/workflows/facts/known.js';
import type { Image } from '../../src/workflows/facts/image.js';
import { cloudContract } from '../contracts/cloud.js';
import type { CloudHarness } from '../contracts/cloud-harness.js';
import { DIRECTORY, KEY_ARN, PROD, STARTED, WORLD, type WorldImage } from '../contracts/cloud-world.js';
import { createInMemoryCloud } from './in-memory-cloud.js';
import { createWorld, imageEntry, type ImageEntry } from './in-memory-world.js';

cloudContract('the cloud in memory', async (): Promise<CloudHarness> => {
  let now = STARTED.getTime();
  const world = createWorld({
    images: WORLD.map(entryOf),
    keys: [{ arn: KEY_ARN, manager: 'CUSTOMER', enabled: true, multiRegion: false, usableBy: known([PROD]) }],
  });
  return {
    cloud: createInMemoryCloud({ directory: DIRECTORY, clock: { now: () => new Date(now) }, world }),
    advance: (seconds) => (now += seconds * 1000),
    deny: (account, permission) => (world.denied[account] = [...(world.denied[account] ?? []), permission]),
    disturb: (call, kind) => world.faults.push({ call, fault: { kind } }),
    close: () => Promise.resolve(),
  };
});

function entryOf(image: WorldImage): ImageEntry {
  const sharedWith = (image.sharedWith ?? []).map((id) => ({ kind: 'account' as const, id }));
  const entry = imageEntry(toImage(image), { sharedWith, usedIn: usedIn(image) });
  const keyed = image.disks.flatMap(({ snapshotId, keyArn }) => {
    const plain = entry.snapshots[snapshotId];
    if (plain === undefined || keyArn === undefined) return [];
    return [[snapshotId, { ...plain, snapshot: { ...plain.snapshot, encrypted: true, kmsKeyId: keyArn } }] as const];
  });
  return { ...entry, snapshots: { ...entry.snapshots, ...Object.fromEntries(keyed) } };
}

function usedIn({ region, instances = [] }: WorldImage): ImageEntry['usedIn'] {
  return Object.fromEntries(
    instances.map(({ account, id }) => [
      account,
      [{ type: 'ec2:Instance', arn: `arn:aws:ec2:${region}:${account}:instance/${id}` }],
    ]),
  );
}

function toImage({ id, region, owner, name, tags, disks }: WorldImage): Image {
  return {
    imageId: id,
    region,
    account: owner,
    ownerId: owner,
    name,
    description: '',
    state: 'available',
    createdAt: '2026-10-01T09:00:00.000Z',
    public: false,
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
