import type { Instance, Key } from '../../../sandbox/ec2/entities.js';
import type { Image, Machine, Snapshot } from '../../../sandbox/ec2/image-entities.js';
import type { StoredObject } from '../../../sandbox/ec2/import-entities.js';
import { IMPORT_SERVICE } from '../../../sandbox/ec2/imports/role.js';
import { toState, type State } from '../../../sandbox/ec2/store.js';
import {
  AMAZONS,
  DEFAULT_SUBNET,
  DIRECTORY,
  FILES,
  HOME,
  KEY_ARN,
  PARAMETER,
  PROD,
  PRODS_ALLOWED,
  PUBLIC_WORLD,
  RECYCLED,
  RECYCLED_STAY,
  WORLD,
  type WorldFile,
  type WorldImage,
} from '../../contracts/ec2-world.js';

/** The access key of the bot's own account. */
export const OWN_KEY = 'AKIASTEWARDCONTRACT1';

const CREATED = '2026-10-01T09:00:00.000Z';

const BUCKETS = FILES.map(({ bucket }) => bucket);

function toObject({ bucket, key, file, failure }: WorldFile): StoredObject {
  return {
    id: `s3://${bucket}/${key}`,
    bucket,
    key,
    size: file.sizeBytes,
    storageClass: file.storageClass,
    lastModifiedAt: file.lastModifiedAt,
    machine: { format: 'OVA', disks: [20], ...(failure === undefined ? {} : { failure }) },
  };
}

/** The small world in the simulator's terms. */
export function simulatedWorld(): State {
  return toState({
    images: [...WORLD.map(toImage), ...PUBLIC_WORLD.map(toPublicImage), RECYCLED_IMAGE],
    snapshots: [...[...WORLD, ...PUBLIC_WORLD].flatMap(toSnapshots), ...RECYCLED_SNAPSHOTS],
    publicParameters: [{ id: `us-east-1 ${PARAMETER}`, region: 'us-east-1', name: PARAMETER, value: AMAZONS.id }],
    instances: WORLD.flatMap(toInstances),
    subnets: [{ id: DEFAULT_SUBNET, region: 'us-east-1', ownerId: HOME, ...SUBNET }],
    settings: [{ id: `${PROD}/us-east-1`, allowedImages: PRODS_ALLOWED }],
    keys: [KEY, EBS_KEY],
    accessKeys: [{ id: OWN_KEY, account: HOME, arn: `arn:aws:iam::${HOME}:user/ami-steward` }],
    roles: [
      ...DIRECTORY.flatMap(({ roleArn, externalId }) =>
        roleArn === undefined
          ? []
          : [{ id: roleArn, trusts: [HOME], ...(externalId === undefined ? {} : { externalId }) }],
      ),
      { id: `arn:aws:iam::${HOME}:role/vmimport`, trusts: [HOME], services: [IMPORT_SERVICE], reads: BUCKETS },
    ],
    buckets: FILES.map(({ bucket, region }) => ({ id: bucket, region, ownerId: HOME })),
    objects: FILES.map(toObject),
  });
}

const SUBNET = { vpcId: 'vpc-0a000000000000001', availabilityZone: 'us-east-1a', isDefault: true } as const;

const KEY: Key = {
  id: KEY_ARN.slice(KEY_ARN.indexOf('/') + 1),
  arn: KEY_ARN,
  region: 'us-east-1',
  ownerId: HOME,
  manager: 'CUSTOMER',
  enabled: true,
  multiRegion: false,
  aliases: ['alias/golden'],
  description: '',
  policy: [
    { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${HOME}:root` }, Action: 'kms:*', Resource: '*' },
    {
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${PROD}:root` },
      Action: ['kms:DescribeKey', 'kms:CreateGrant', 'kms:Decrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      Resource: '*',
    },
  ],
  grants: [],
  createdAt: CREATED,
};

/** The key that EBS uses in the home account where none is named. */
const EBS_KEY: Key = {
  ...KEY,
  id: '99999999-2222-3333-4444-555555555555',
  arn: `arn:aws:kms:us-east-1:${HOME}:key/99999999-2222-3333-4444-555555555555`,
  manager: 'AWS',
  aliases: ['alias/aws/ebs'],
};

export const MACHINE: Machine = {
  architecture: 'x86_64',
  virtualizationType: 'hvm',
  rootDeviceType: 'ebs',
  rootDeviceName: '/dev/xvda',
  enaSupport: true,
  platformDetails: 'Linux/UNIX',
  usageOperation: 'RunInstances',
  productCodes: [],
};

function toImage({ id, region, owner, name, tags, sharedWith, isPublic, uefiData, disks }: WorldImage): Image {
  return {
    id,
    region,
    ownerId: owner,
    name,
    description: '',
    state: 'available',
    createdAt: CREATED,
    machine: uefiData === undefined ? MACHINE : { ...MACHINE, uefiData },
    blockDevices: disks.map(({ device, snapshotId, sizeGiB }) => ({
      deviceName: device,
      snapshotId,
      volumeSize: sizeGiB,
      volumeType: 'gp3',
      deleteOnTermination: true,
    })),
    tags: tags ?? {},
    launchPermissions: [
      ...(sharedWith ?? []).map((userId) => ({ userId })),
      ...(isPublic === true ? [{ group: 'all' as const }] : []),
    ],
    protection: 'disabled',
  };
}

function toPublicImage(image: WorldImage): Image {
  return {
    ...toImage(image),
    launchPermissions: [{ group: 'all' }],
    ...(image === AMAZONS ? { ownerAlias: 'amazon' } : {}),
  };
}

function toSnapshots({ region, owner, disks }: WorldImage): readonly Snapshot[] {
  return disks.map(({ snapshotId, sizeGiB, keyArn }) => ({
    id: snapshotId,
    region,
    ownerId: owner,
    description: '',
    state: 'completed',
    startedAt: CREATED,
    volumeSize: sizeGiB,
    fullBytes: sizeGiB * 1024 ** 3,
    storageTier: 'standard',
    tags: {},
    volumePermissions: [],
    ...(keyArn === undefined ? {} : { keyArn }),
  }));
}

function toInstances({ id: imageId, region, instances = [] }: WorldImage): readonly Instance[] {
  return instances.map(({ id, account }) => ({
    id,
    region,
    ownerId: account,
    imageId,
    instanceType: 't3.small',
    state: 'running',
    launchedAt: CREATED,
    tags: {},
  }));
}

const RECYCLED_IMAGE: Image = {
  ...toImage(RECYCLED),
  state: 'deregistered',
  deregisteredAt: RECYCLED_STAY.enteredAt,
  bin: { ...RECYCLED_STAY, state: 'available' },
};

const RECYCLED_SNAPSHOTS: readonly Snapshot[] = toSnapshots(RECYCLED).map((snapshot) => ({
  ...snapshot,
  description: `Created by CreateImage(i-0a000000000000001) for ${RECYCLED.id}`,
  bin: RECYCLED_STAY,
}));
