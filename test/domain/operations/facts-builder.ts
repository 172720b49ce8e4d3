import type { DestinationFacts, Facts, Grantee, Key, Snapshot } from '../../../src/domain/model/facts.js';
import type { Image } from '../../../src/domain/model/image.js';
import type { RecycledFacts, RecycledImage } from '../../../src/domain/model/recycled.js';
import type { Instance, InstanceFacts } from '../../../src/domain/model/instance.js';
import type { S3ObjectFacts, S3Object } from '../../../src/domain/model/s3-object.js';
import { known, unknown, type Fact } from '../../../src/domain/model/fact.js';
import { OWNER, PROD } from './directory.js';

export const NOW = '2026-11-24T09:00:00.000Z';
export const AMI = 'ami-1234567890abcdef0';
export const BOOT = 'snap-0000000000000000a';
export const DATA = 'snap-0000000000000000b';
export const CUSTOMER_KEY = `arn:aws:kms:us-east-1:${OWNER}:key/11111111-2222-3333-4444-555555555555`;
export const AWS_KEY = `arn:aws:kms:us-east-1:${OWNER}:key/aaaaaaaa-2222-3333-4444-555555555555`;

/** A fact that could not be read. */
export const denied = unknown('reading it was denied', 'ec2:Something');

/** An ordinary AMI with a boot and a data volume, which its owner sees. */
export function image(overrides: Partial<Image> = {}): Image {
  return {
    imageId: AMI,
    region: 'us-east-1',
    account: OWNER,
    ownerId: OWNER,
    name: 'golden-base',
    description: '',
    state: 'available',
    createdAt: '2026-11-20T09:00:00.000Z',
    lastLaunchedAt: '2026-11-23T09:00:00.000Z',
    public: false,
    architecture: 'x86_64',
    virtualizationType: 'hvm',
    rootDeviceType: 'ebs',
    rootDeviceName: '/dev/xvda',
    enaSupport: true,
    platformDetails: 'Linux/UNIX',
    usageOperation: 'RunInstances',
    productCodes: [],
    tags: {},
    deregistrationProtection: 'disabled',
    blockDevices: [
      {
        device: '/dev/xvda',
        snapshotId: BOOT,
        sizeGiB: 8,
        volumeType: 'gp3',
        encrypted: false,
        deleteOnTermination: true,
      },
      {
        device: '/dev/sdb',
        snapshotId: DATA,
        sizeGiB: 16,
        volumeType: 'gp3',
        encrypted: false,
        deleteOnTermination: false,
      },
    ],
    ...overrides,
  };
}

export function snapshot(snapshotId: string, overrides: Partial<Snapshot> = {}): Fact<Snapshot> {
  return known({
    snapshotId,
    state: 'completed',
    volumeSizeGiB: snapshotId === DATA ? 16 : 8,
    storageTier: 'standard',
    encrypted: false,
    ownerId: OWNER,
    ...overrides,
  });
}

/** Both snapshots under one key. */
export function encryptedUnder(kmsKeyId: string): NonNullable<Facts['snapshots']> {
  return {
    [BOOT]: snapshot(BOOT, { encrypted: true, kmsKeyId }),
    [DATA]: snapshot(DATA, { encrypted: true, kmsKeyId }),
  };
}

export function key(arn: string, overrides: Partial<Key> = {}): Fact<Key> {
  return known({
    arn,
    manager: arn === AWS_KEY ? 'AWS' : 'CUSTOMER',
    enabled: true,
    multiRegion: false,
    usableBy: known([]),
    ...overrides,
  });
}

export function account(id: string): Grantee {
  return { kind: 'account', id };
}

/** The facts of an ordinary AMI: everything could be read, and it is neither shared nor used. */
export function facts(overrides: Partial<Facts> = {}): Facts {
  return {
    observedAt: NOW,
    image: image(),
    snapshots: { [BOOT]: snapshot(BOOT), [DATA]: snapshot(DATA) },
    launchPermissions: known([]),
    volumePermissions: { [BOOT]: known([]), [DATA]: known([]) },
    references: known([]),
    usageElsewhere: {},
    keys: {},
    publicAccess: known({ state: 'block-new-sharing', managedBy: 'account' }),
    publicImages: known(0),
    allowedImages: { [PROD]: known({ state: 'disabled', criteria: [] }) },
    recycleBin: known({ imageDays: 30, snapshotDays: 30 }),
    destinations: [destination('eu-west-1')],
    ...overrides,
  };
}

/** A Region where the name is free and nothing is encrypted without being asked. */
export function destination(region: string, overrides: Partial<DestinationFacts> = {}): DestinationFacts {
  return {
    account: OWNER,
    region,
    existingImageId: known(null),
    encryptionByDefault: known(false),
    defaultKey: key(AWS_KEY),
    ...overrides,
  };
}

/** The AMI and both of its snapshots are shared with these grantees. */
export function sharedWith(...grantees: readonly Grantee[]): Pick<Facts, 'launchPermissions' | 'volumePermissions'> {
  const accounts = grantees.filter(({ kind }) => kind === 'account');
  return {
    launchPermissions: known(grantees),
    volumePermissions: { [BOOT]: known(accounts), [DATA]: known(accounts) },
  };
}

/** A running instance with two volumes, and a name that is free. */
export function instanceFacts(overrides: Partial<Instance> = {}, others: Partial<InstanceFacts> = {}): InstanceFacts {
  return {
    observedAt: NOW,
    instance: {
      instanceId: 'i-1234567890abcdef0',
      region: 'us-east-1',
      account: OWNER,
      state: 'running',
      instanceType: 't3.small',
      imageId: AMI,
      launchedAt: '2026-11-20T09:00:00.000Z',
      rootDeviceType: 'ebs',
      tags: { Name: 'web-1' },
      volumes: ['/dev/xvda', '/dev/sdf'],
      ...overrides,
    },
    existingImageId: known(null),
    ...others,
  };
}

export const STORED: S3Object = {
  sizeBytes: 6 * 1024 ** 3,
  storageClass: 'STANDARD',
  lastModifiedAt: '2026-11-20T09:00:00.000Z',
};

/** An OVA in a bucket of the same Region, of an account that may import. */
export function objectFacts(overrides: Partial<S3ObjectFacts> = {}): S3ObjectFacts {
  return {
    observedAt: NOW,
    object: { bucket: 'vm-images', key: 'web-1.ova', region: 'us-east-1', account: OWNER },
    bucketRegion: known('us-east-1'),
    file: known(STORED),
    role: known('trusted'),
    encryptionByDefault: known(false),
    ...overrides,
  };
}

/** An AMI in the Recycle Bin for ten days more, with both of its snapshots. */
export function recycledFacts(
  overrides: Partial<RecycledImage> = {},
  others: Partial<Omit<RecycledFacts, 'image'>> = {},
): RecycledFacts {
  return {
    observedAt: NOW,
    image: {
      imageId: AMI,
      region: 'us-east-1',
      account: OWNER,
      name: 'golden-base',
      description: '',
      enteredAt: daysFromNow(-4),
      exitsAt: daysFromNow(10),
      ...overrides,
    },
    snapshots: known([
      { snapshotId: BOOT, exitsAt: daysFromNow(10) },
      { snapshotId: DATA, exitsAt: daysFromNow(10) },
    ]),
    ...others,
  };
}

export function daysFromNow(days: number): string {
  return new Date(Date.parse(NOW) + days * 86_400_000).toISOString();
}
