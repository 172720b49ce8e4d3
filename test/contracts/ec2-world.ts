import type { InstanceType } from '../../src/domain/model/launch.js';
import type { Directory } from '../../src/domain/model/directory.js';
import type { S3Object } from '../../src/domain/model/s3-object.js';

/** The small world in which every implementation of the EC2 ports is tried. Each harness builds it in its own terms. */

export const HOME = '999988887777';
export const PROD = '111122223333';
/** In the directory, but without a role. */
export const PARTNER = '777788889999';

export const DIRECTORY: Directory = [
  { id: HOME, name: 'images', regions: ['us-east-1', 'eu-west-1'] },
  {
    id: PROD,
    name: 'prod',
    regions: ['us-east-1'],
    roleArn: `arn:aws:iam::${PROD}:role/ami-steward`,
    externalId: 'steward-prod',
  },
  { id: PARTNER, name: 'partner', regions: ['us-east-1'] },
];

export const STARTED = new Date('2026-11-02T09:00:00.000Z');

export const DEFAULT_SUBNET = 'subnet-0a000000000000001';

/** Prod marks in us-east-1 what others than Amazon publish, and hides nothing. */
export const PRODS_ALLOWED = { state: 'audit-mode', providers: ['amazon'] } as const;

/** As it is everywhere. */
export const SMALL_TYPE: InstanceType = {
  name: 't3.small',
  architectures: ['x86_64'],
  virtualizationTypes: ['hvm'],
  rootDeviceTypes: ['ebs'],
  bootModes: ['legacy-bios', 'uefi'],
  ena: 'required',
};

export interface WorldImage {
  readonly id: string;
  readonly region: string;
  readonly owner: string;
  readonly name: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly sharedWith?: readonly string[];
  readonly disks: readonly WorldDisk[];
  readonly isPublic?: boolean;
  readonly uefiData?: string;
  /** A running instance in each of these accounts. */
  readonly instances?: readonly { readonly account: string; readonly id: string }[];
}

interface WorldDisk {
  readonly device: string;
  readonly snapshotId: string;
  readonly sizeGiB: number;
  readonly keyArn?: string;
}

/** Its policy lets prod use it. */
export const KEY_ARN = `arn:aws:kms:us-east-1:${HOME}:key/11111111-2222-3333-4444-555555555555`;

export const GOLDEN: WorldImage = {
  id: 'ami-1234567890abcdef0',
  region: 'us-east-1',
  owner: HOME,
  name: 'golden-base',
  tags: { Tier: 'base' },
  disks: [
    { device: '/dev/xvda', snapshotId: 'snap-0a000000000000001', sizeGiB: 8 },
    { device: '/dev/sdf', snapshotId: 'snap-0a000000000000002', sizeGiB: 20 },
  ],
};

/** Shared with prod, where an instance runs from it, and with the partner. */
export const SHARED: WorldImage = {
  id: 'ami-0f00000000000000a',
  region: 'us-east-1',
  owner: HOME,
  name: 'shared-base',
  sharedWith: [PROD, PARTNER],
  disks: [{ device: '/dev/xvda', snapshotId: 'snap-0a000000000000003', sizeGiB: 8 }],
  instances: [{ account: PROD, id: 'i-0a000000000000001' }],
};

/** In the Recycle Bin since yesterday, with both of its snapshots. */
export const RECYCLED: WorldImage = {
  id: 'ami-0b1c000000000000a',
  region: 'us-east-1',
  owner: HOME,
  name: 'recycled-base',
  sharedWith: [PROD],
  disks: [
    { device: '/dev/xvda', snapshotId: 'snap-0a0000000000000c1', sizeGiB: 8 },
    { device: '/dev/sdf', snapshotId: 'snap-0a0000000000000c2', sizeGiB: 20 },
  ],
};

export const RECYCLED_STAY = { enteredAt: '2026-11-01T09:00:00.000Z', exitsAt: '2026-11-15T09:00:00.000Z' };

export const USED: WorldImage = {
  id: 'ami-0e00000000000000a',
  region: 'us-east-1',
  owner: HOME,
  name: 'used-base',
  uefiData: 'QU1aTlVFRkkAAAAA',
  disks: [{ device: '/dev/xvda', snapshotId: 'snap-0a000000000000004', sizeGiB: 8 }],
  instances: [{ account: HOME, id: 'i-0a000000000000002' }],
};

export const ENCRYPTED: WorldImage = {
  id: 'ami-0d00000000000000a',
  region: 'us-east-1',
  owner: HOME,
  name: 'encrypted-base',
  disks: [{ device: '/dev/xvda', snapshotId: 'snap-0a000000000000005', sizeGiB: 8, keyArn: KEY_ARN }],
};

/** These two begin alike. */
export const TWINS: readonly [WorldImage, WorldImage] = [
  {
    id: 'ami-07700000000000001',
    region: 'us-east-1',
    owner: HOME,
    name: 'twin-one',
    disks: [{ device: '/dev/xvda', snapshotId: 'snap-0a000000000000006', sizeGiB: 8 }],
  },
  {
    id: 'ami-07700000000000002',
    region: 'eu-west-1',
    owner: HOME,
    name: 'twin-two',
    isPublic: true,
    disks: [{ device: '/dev/xvda', snapshotId: 'snap-0a000000000000007', sizeGiB: 8 }],
  },
];

export const PRODS: WorldImage = {
  id: 'ami-0c00000000000000a',
  region: 'us-east-1',
  owner: PROD,
  name: 'prod-app',
  tags: { Team: 'payments' },
  sharedWith: [HOME],
  disks: [{ device: '/dev/xvda', snapshotId: 'snap-0a000000000000008', sizeGiB: 8 }],
};

export const WORLD: readonly WorldImage[] = [GOLDEN, SHARED, USED, ENCRYPTED, ...TWINS, PRODS];

export interface WorldFile {
  readonly bucket: string;
  readonly key: string;
  /** Of the bucket, which is the home account's. */
  readonly region: string;
  readonly file: S3Object;
  readonly failure?: string;
}

const STORED: S3Object = {
  sizeBytes: 6 * 1024 ** 3,
  storageClass: 'STANDARD',
  lastModifiedAt: '2026-10-30T09:00:00.000Z',
};

/** In S3. The home account has the role vmimport, and the others have none. */
export const MACHINE_FILE: WorldFile = { bucket: 'machines', key: 'new/web 1.ova', region: 'us-east-1', file: STORED };
/** Begins like the one above. */
const LONGER_FILE: WorldFile = { ...MACHINE_FILE, key: 'new/web 1.ova.md5', file: { ...STORED, sizeBytes: 32 } };
export const BROKEN_FILE: WorldFile = { ...MACHINE_FILE, key: 'broken.ova', failure: 'ClientError: Unknown OS' };
export const FAR_FILE: WorldFile = { ...MACHINE_FILE, bucket: 'machines-eu', region: 'eu-west-1' };
export const FILES: readonly WorldFile[] = [MACHINE_FILE, LONGER_FILE, BROKEN_FILE, FAR_FILE];

/** Public AMIs of accounts outside the directory, one of them with a misleading name. */
export const PUBLISHER = '099720109477';
export const PUBLISHED: WorldImage = {
  id: 'ami-0ba5e00000000000a',
  region: 'us-east-1',
  owner: PUBLISHER,
  name: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20261001',
  disks: [{ device: '/dev/sda1', snapshotId: 'snap-0a000000000000009', sizeGiB: 8 }],
};
const PRETENDER: WorldImage = {
  ...PUBLISHED,
  id: 'ami-0ba5e00000000000b',
  owner: '222233334444',
  disks: [],
};
export const AMAZONS: WorldImage = {
  ...PUBLISHED,
  id: 'ami-0ba5e00000000000c',
  owner: '137112412989',
  name: 'al2023-ami-2023.9.20261001.0-kernel-6.12-x86_64',
  disks: [],
};
export const PUBLIC_WORLD: readonly WorldImage[] = [PUBLISHED, PRETENDER, AMAZONS];
/** Names Amazon's image, in us-east-1 alone. */
export const PARAMETER = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';
