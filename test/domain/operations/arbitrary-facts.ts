import fc from 'fast-check';
import type {
  DestinationFacts,
  Facts,
  Grantee,
  Key,
  ImageReference,
  Snapshot,
} from '../../../src/domain/model/facts.js';
import type { Image } from '../../../src/domain/model/image.js';
import type { InstanceType } from '../../../src/domain/model/launch.js';
import { known, unknown, type Fact } from '../../../src/domain/model/fact.js';
import { OWNER, ORGANIZATION, OU, PARTNER, PROD, UNLISTED_ACCOUNT } from './directory.js';
import { AMI, AWS_KEY, BOOT, CUSTOMER_KEY, DATA } from './facts-builder.js';

/** Text as AWS and people may send it: long, empty, full of markup, on several lines. */
export const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom('', '<!channel> *x*', '\n\n', 'x'.repeat(5_000), '__proto__', 'constructor', 'toString'),
);

const accountId = fc.constantFrom(OWNER, PROD, PARTNER, UNLISTED_ACCOUNT);
const time = fc.oneof(fc.constantFrom('2026-11-20T09:00:00.000Z', '2030-01-01T00:00:00.000Z', 'no time', ''), text);
const snapshotId = fc.oneof(fc.constantFrom(BOOT, DATA), text);
const keyName = fc.oneof(fc.constantFrom(CUSTOMER_KEY, AWS_KEY), text);

function fact<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Fact<T>> {
  return fc.oneof(
    { weight: 3, arbitrary: value.map(known) },
    fc.tuple(text, fc.option(text, { nil: undefined })).map(([reason, permission]) => unknown(reason, permission)),
  );
}

export const target: fc.Arbitrary<Exclude<Grantee, { kind: 'public' }>> = fc.oneof(
  accountId.map((id) => ({ kind: 'account' as const, id })),
  fc.constant({ kind: 'organization' as const, arn: ORGANIZATION }),
  fc.constant({ kind: 'ou' as const, arn: OU }),
);

const grantee: fc.Arbitrary<Grantee> = fc.oneof(target, fc.constant({ kind: 'public' as const }));
const grantees = fc.oneof(
  { weight: 9, arbitrary: fc.uniqueArray(grantee, { maxLength: 5, selector: (each) => JSON.stringify(each) }) },
  fc.constant(
    Array.from({ length: 1_100 }, (_, index) => ({ kind: 'account' as const, id: String(index).padStart(12, '0') })),
  ),
);

const image: fc.Arbitrary<Image> = fc.record(
  {
    imageId: fc.constant(AMI),
    region: fc.constantFrom('us-east-1', 'eu-west-1', 'cn-north-1'),
    account: fc.constantFrom(OWNER, PROD),
    ownerId: accountId,
    ownerAlias: fc.oneof(fc.constantFrom('amazon', 'aws-backup-vault'), text),
    name: text,
    description: text,
    state: fc.oneof(fc.constantFrom('available', 'pending', 'disabled', 'failed', 'deregistered'), text),
    stateReason: text,
    createdAt: time,
    lastLaunchedAt: time,
    deprecatedAt: time,
    public: fc.boolean(),
    architecture: fc.oneof(fc.constantFrom('x86_64', 'arm64', 'i386', 'x86_64_mac'), text),
    virtualizationType: fc.oneof(fc.constantFrom('hvm', 'paravirtual'), text),
    rootDeviceType: fc.oneof(fc.constantFrom('ebs', 'instance-store'), text),
    rootDeviceName: text,
    bootMode: text,
    imdsSupport: text,
    enaSupport: fc.boolean(),
    platformDetails: text,
    usageOperation: text,
    productCodes: fc.array(fc.record({ id: text, type: text }), { maxLength: 20 }),
    tags: fc.dictionary(text, text, { maxKeys: 60 }),
    deregistrationProtection: fc.oneof(fc.constantFrom('disabled', 'enabled-with-cooldown'), text),
    sourceImageId: text,
    sourceImageRegion: text,
    allowed: fc.boolean(),
    watermarks: fc.array(text, { maxLength: 5 }),
    blockDevices: fc.array(
      fc.record(
        { device: text, snapshotId, virtualName: text, sizeGiB: fc.nat(), volumeType: text, encrypted: fc.boolean() },
        { requiredKeys: ['device'] },
      ),
      { maxLength: 30 },
    ),
  },
  {
    requiredKeys: [
      'imageId',
      'region',
      'account',
      'ownerId',
      'name',
      'description',
      'state',
      'createdAt',
      'public',
      'architecture',
      'virtualizationType',
      'rootDeviceType',
      'enaSupport',
      'productCodes',
      'tags',
      'deregistrationProtection',
      'blockDevices',
    ],
  },
);

const snapshot: fc.Arbitrary<Snapshot> = fc.record(
  {
    snapshotId,
    state: text,
    volumeSizeGiB: fc.nat(),
    fullSizeBytes: fc.nat(),
    storageTier: fc.constantFrom('standard', 'archive', 'other'),
    encrypted: fc.boolean(),
    kmsKeyId: keyName,
    ownerId: accountId,
  },
  { requiredKeys: ['snapshotId', 'state', 'volumeSizeGiB', 'storageTier', 'encrypted', 'ownerId'] },
);

const key: fc.Arbitrary<Key> = fc.record({
  arn: keyName,
  manager: fc.constantFrom('AWS', 'CUSTOMER'),
  enabled: fc.boolean(),
  multiRegion: fc.boolean(),
  usableBy: fact(fc.array(fc.oneof(accountId, fc.constant('*')), { maxLength: 3 })),
});

const references: fc.Arbitrary<readonly ImageReference[]> = fc.array(
  fc.record({ type: fc.oneof(fc.constantFrom('ec2:Instance', 'ec2:LaunchTemplate'), text), arn: text }),
  { maxLength: 30 },
);

const destination: fc.Arbitrary<DestinationFacts> = fc.record(
  {
    account: fc.constantFrom(OWNER, PROD),
    region: fc.constantFrom('us-east-1', 'eu-west-1', 'ap-southeast-2'),
    existingImageId: fact(fc.oneof(fc.constant(null), text)),
    encryptionByDefault: fact(fc.boolean()),
    defaultKey: fact(key),
    key: fact(key),
  },
  { requiredKeys: ['account', 'region', 'existingImageId', 'encryptionByDefault', 'defaultKey'] },
);

const words = fc.array(fc.oneof(fc.constantFrom('x86_64', 'hvm', 'ebs', 'uefi'), text), { maxLength: 3 });

const instanceType: fc.Arbitrary<InstanceType> = fc.record({
  name: text,
  architectures: words,
  virtualizationTypes: words,
  rootDeviceTypes: words,
  bootModes: words,
  ena: fc.constantFrom('unsupported', 'supported', 'required'),
});

/** Any facts at all, with parts missing and texts of any kind. */
export const anyFacts: fc.Arbitrary<Facts> = fc.record(
  {
    observedAt: fc.constant('2026-11-24T09:00:00.000Z'),
    image,
    snapshots: fc.dictionary(snapshotId, fact(snapshot), { maxKeys: 4 }),
    launchPermissions: fact(grantees),
    volumePermissions: fc.dictionary(snapshotId, fact(grantees), { maxKeys: 4 }),
    references: fact(references),
    usageElsewhere: fc.dictionary(fc.oneof(accountId, fc.constantFrom('*', 'public'), text), fact(references), {
      maxKeys: 20,
    }),
    keys: fc.dictionary(keyName, fact(key), { maxKeys: 4 }),
    publicAccess: fact(
      fc.record({
        state: fc.constantFrom('block-new-sharing', 'unblocked'),
        managedBy: fc.constantFrom('account', 'declarative-policy'),
      }),
    ),
    publicImages: fact(fc.nat()),
    allowedImages: fc.dictionary(
      accountId,
      fact(
        fc.record({
          state: fc.constantFrom('disabled', 'audit-mode', 'enabled'),
          criteria: fc.array(
            fc.record({
              providers: fc.array(fc.oneof(accountId, fc.constantFrom('amazon', 'none'), text), { maxLength: 3 }),
              hasOtherConditions: fc.boolean(),
            }),
            { maxLength: 3 },
          ),
        }),
      ),
    ),
    recycleBin: fact(
      fc.record({ imageDays: fc.option(fc.nat({ max: 365 })), snapshotDays: fc.option(fc.nat({ max: 365 })) }),
    ),
    destinations: fc.array(destination, { maxLength: 4 }),
    launch: fc.record({ instanceType: fact(fc.option(instanceType)), subnet: fact(fc.option(text)) }),
    sharingBeforeDisable: fact(fc.option(fc.record({ requestId: text, at: time, grantees }))),
  },
  { requiredKeys: ['observedAt', 'image'] },
);
