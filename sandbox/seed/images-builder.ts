import { addDays, addMinutes, startOfMinute } from 'date-fns';
import type { BinStay, Image, LaunchPermission, Machine, Snapshot } from '../ec2/image-entities.js';
import type { Tags } from '../ec2/owned.js';
import { ACCOUNTS } from './accounts.js';

/** An image of the sandbox as data, without the usual values. Times are days from the start. */
export interface ImageSeed {
  readonly id: string;
  readonly name: string;
  /** What the image is there for, in one line. */
  readonly shows: string;
  /** A command that shows it. */
  readonly command: string;
  readonly ageDays: number;
  readonly launchedDaysAgo?: number;
  readonly deprecatedInDays?: number;
  /** It is in the Recycle Bin with its snapshots, for 14 days. */
  readonly deregisteredDaysAgo?: number;
  readonly cooldownInDays?: number;
  readonly tags?: Tags;
  /** One 8 GiB volume without. */
  readonly volumes?: readonly VolumeSeed[];
  readonly sharedWith?: readonly LaunchPermission[];
  /** Accounts that may copy: they have the snapshots too. */
  readonly volumesSharedWith?: readonly string[];
  /** Differences from the usual Linux on x86. */
  readonly machine?: Partial<Machine>;
  /** Further differences, such as another place than home's us-east-1. */
  readonly is?: Partial<Image>;
}

interface VolumeSeed {
  readonly device: string;
  readonly gib: number;
  /** The written part. Default: half. */
  readonly writtenGib?: number;
  readonly keyArn?: string;
  /** A snapshot that another image has already. */
  readonly snapshotId?: string;
  readonly is?: Partial<Snapshot>;
}

const DEFAULT_MACHINE: Machine = {
  architecture: 'x86_64',
  virtualizationType: 'hvm',
  rootDeviceType: 'ebs',
  rootDeviceName: '/dev/xvda',
  bootMode: 'uefi-preferred',
  imdsSupport: 'v2.0',
  enaSupport: true,
  sriovNetSupport: 'simple',
  platformDetails: 'Linux/UNIX',
  usageOperation: 'RunInstances',
  productCodes: [],
};

const ROOT: VolumeSeed = { device: '/dev/xvda', gib: 8 };

export function toSeedImage(seed: ImageSeed, now: Date): Image {
  const {
    id,
    name,
    ageDays,
    launchedDaysAgo,
    deprecatedInDays,
    deregisteredDaysAgo,
    cooldownInDays,
    tags = {},
    sharedWith = [],
    machine,
    is,
  } = seed;
  return {
    id,
    region: 'us-east-1',
    ownerId: ACCOUNTS.images,
    name,
    description: '',
    state: 'available',
    createdAt: daysFrom(now, -ageDays),
    ...(launchedDaysAgo === undefined ? {} : { lastLaunchedAt: daysFrom(now, -launchedDaysAgo) }),
    // EC2 stores whole minutes. (EC2 API Reference, EnableImageDeprecation)
    ...(deprecatedInDays === undefined
      ? {}
      : { deprecatedAt: startOfMinute(addDays(now, deprecatedInDays)).toISOString() }),
    ...(cooldownInDays === undefined ? {} : { cooldownUntil: daysFrom(now, cooldownInDays) }),
    machine: { ...DEFAULT_MACHINE, ...machine },
    blockDevices: volumesOf(seed).map((volume, index) => ({
      deviceName: volume.device,
      snapshotId: snapshotId(seed, volume, index),
      volumeSize: volume.gib,
      volumeType: 'gp3',
      iops: 3000,
      throughput: 125,
      deleteOnTermination: index === 0,
    })),
    tags,
    launchPermissions: sharedWith,
    protection: 'disabled',
    ...(is?.state === 'pending' ? { copy: { startedAt: daysFrom(now, -ageDays), endsAt: daysFrom(now, 1) } } : {}),
    ...recycled(deregisteredDaysAgo, now),
    ...is,
  };
}

function recycled(daysAgo: number | undefined, now: Date): Partial<Image> {
  if (daysAgo === undefined) return {};
  const recycleBinPeriod = toBinStay(daysAgo, now);
  return {
    state: 'deregistered',
    deregisteredAt: recycleBinPeriod.enteredAt,
    bin: { ...recycleBinPeriod, state: 'available' },
  };
}

function toBinStay(daysAgo: number, now: Date): BinStay {
  return { enteredAt: daysFrom(now, -daysAgo), exitsAt: daysFrom(now, 14 - daysAgo) };
}

export function toSeedSnapshots(seed: ImageSeed, now: Date): readonly Snapshot[] {
  const { id, ageDays, deregisteredDaysAgo, tags = {}, volumesSharedWith = [], is } = seed;
  return volumesOf(seed).flatMap((volume, index) =>
    volume.snapshotId === undefined
      ? {
          id: snapshotId(seed, volume, index),
          region: is?.region ?? 'us-east-1',
          ownerId: is?.ownerId ?? ACCOUNTS.images,
          description: `Created by CreateImage(i-0b111d00000000001) for ${id}`,
          state: 'completed',
          startedAt: addMinutes(addDays(now, -ageDays), 1).toISOString(),
          volumeSize: volume.gib,
          fullBytes: Math.round((volume.writtenGib ?? volume.gib / 2) * 2 ** 30),
          storageTier: 'standard',
          tags,
          volumePermissions: volumesSharedWith.map((userId) => ({ userId })),
          ...(volume.keyArn === undefined ? {} : { keyArn: volume.keyArn }),
          ...(deregisteredDaysAgo === undefined ? {} : { bin: toBinStay(deregisteredDaysAgo, now) }),
          ...volume.is,
        }
      : [],
  );
}

function volumesOf({ volumes = [ROOT] }: ImageSeed): readonly VolumeSeed[] {
  return volumes;
}

/** Derived from the image's id, so that the two are recognizable as a pair. */
function snapshotId({ id }: ImageSeed, volume: VolumeSeed, index: number): string {
  return volume.snapshotId ?? `snap-${id.slice('ami-'.length, -1)}${index + 1}`;
}

function daysFrom(now: Date, days: number): string {
  return addMinutes(now, days * 24 * 60).toISOString();
}
