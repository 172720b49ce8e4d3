import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Key } from '../../../../sandbox/ec2/entities.js';
import type { Image, Snapshot } from '../../../../sandbox/ec2/image-entities.js';
import type { DestinationFacts, Facts, ObservationRequest, RecycleBin } from '../../../../src/domain/model/facts.js';
import { ENCRYPTED, GOLDEN, HOME, KEY_ARN, PROD, SHARED, type WorldImage } from '../../../contracts/ec2-world.js';
import { startSimulatedPorts } from '../simulated-ports.js';
import { MACHINE } from '../simulated-world.js';

const ORGANIZATION = 'arn:aws:organizations::999988887777:organization/o-steward';

let simulated: Awaited<ReturnType<typeof startSimulatedPorts>>;

beforeAll(async () => {
  simulated = await startSimulatedPorts();
});
beforeEach(() => simulated.aws.reset());
afterAll(() => simulated.close());

describe('observing snapshots', () => {
  test('reports a missing snapshot as unknown and still reports the others', async () => {
    simulated.aws.store.remove('snapshots', 'snap-0a000000000000001');

    const { snapshots } = await observe(GOLDEN, { snapshots: true });

    expect(snapshots).toMatchObject({
      'snap-0a000000000000001': { known: false, reason: expect.stringContaining('was not found, or is not shared') },
      'snap-0a000000000000002': { known: true },
    });
  });

  test('makes no snapshot call for an AMI without snapshots', async () => {
    putImage(GOLDEN, { blockDevices: [{ deviceName: '/dev/sdb', virtualName: 'ephemeral0' }] });

    const facts = await observe(GOLDEN, { snapshots: true, volumePermissions: true, keys: true });

    expect(facts).toMatchObject({ snapshots: {}, volumePermissions: {}, keys: {} });
    expect(simulated.aws.calls.map(({ operation }) => operation)).toEqual(['DescribeImages']);
  });

  test('reads their keys even if only the keys are requested', async () => {
    const facts = await observe(ENCRYPTED, { keys: true });

    expect(Object.keys(facts.keys ?? {})).toEqual([KEY_ARN]);
    expect(facts).not.toHaveProperty('snapshots');
  });
});

describe('observing a KMS key', () => {
  test('reports its other accounts as unknown if the key policy has conditions', async () => {
    putKey({
      policy: [
        {
          Effect: 'Allow',
          Principal: '*',
          Action: 'kms:*',
          Resource: '*',
          Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-steward' } },
        },
      ],
    });

    const { keys } = await observe(ENCRYPTED, { keys: true });

    expect(keys?.[KEY_ARN]).toMatchObject({
      known: true,
      value: { usableBy: { known: false, reason: expect.stringContaining('aws:PrincipalOrgID') } },
    });
  });

  test('reports the accounts that a grant allows to use it', async () => {
    const operations = ['DescribeKey', 'CreateGrant', 'Decrypt', 'GenerateDataKeyWithoutPlaintext', 'ReEncryptFrom'];
    const granteePrincipal = 'arn:aws:iam::444455556666:root';
    putKey({ policy: [], grants: [{ id: 'grant-1', granteePrincipal, operations }] });

    const { keys } = await observe(ENCRYPTED, { keys: true });

    expect(keys?.[KEY_ARN]).toMatchObject({ value: { usableBy: { known: true, value: ['444455556666'] } } });
  });

  test('reports its manager even if the key policy cannot be read', async () => {
    simulated.deny(HOME, 'kms:GetKeyPolicy');

    const { keys } = await observe(ENCRYPTED, { keys: true });

    expect(keys?.[KEY_ARN]).toMatchObject({
      known: true,
      value: { manager: 'CUSTOMER', usableBy: { known: false, permission: 'kms:GetKeyPolicy' } },
    });
  });

  test('reports no other accounts for an AWS managed key, whatever its policy says', async () => {
    putKey({ manager: 'AWS' });

    const { keys } = await observe(ENCRYPTED, { keys: true });

    expect(keys?.[KEY_ARN]).toMatchObject({ value: { manager: 'AWS', usableBy: { known: true, value: [] } } });
  });
});

describe('observing use in other accounts', () => {
  test('reports organizations and public access as unknown', async () => {
    putImage(GOLDEN, { launchPermissions: [{ organizationArn: ORGANIZATION }, { group: 'all' }] });

    const { usageElsewhere } = await observe(GOLDEN, { usageElsewhere: 'all-grantees' });

    expect(usageElsewhere).toEqual({
      [ORGANIZATION]: { known: false, reason: expect.stringContaining(ORGANIZATION) },
      public: { known: false, reason: expect.stringContaining('public') },
    });
  });

  test('is unknown if the launch permissions cannot be read', async () => {
    simulated.deny(HOME, 'ec2:DescribeImageAttribute');

    const { usageElsewhere } = await observe(SHARED, { usageElsewhere: 'all-grantees' });

    expect(usageElsewhere).toEqual({
      '*': { known: false, reason: expect.stringMatching(/denied/), permission: 'ec2:DescribeImageAttribute' },
    });
  });

  test('reads only the listed accounts, and not the owner account', async () => {
    const { usageElsewhere } = await observe(SHARED, { usageElsewhere: [PROD, HOME] });

    expect(usageElsewhere).toEqual({
      [PROD]: { known: true, value: [{ type: 'ec2:Instance', arn: expect.stringContaining(`${PROD}:instance/`) }] },
    });
  });
});

describe('observing the Recycle Bin', () => {
  const forBase = { tags: [{ key: 'Tier', value: 'base' }] };

  test.each<[string, Partial<Snapshot>, RecycleBin]>([
    ['a snapshot without the tag is not retained', {}, { imageDays: 30, snapshotDays: null }],
    ['a snapshot with the tag is retained', { tags: { Tier: 'base' } }, { imageDays: 30, snapshotDays: 7 }],
  ])('matches rules by tags: %s', async (_, changes, expected) => {
    const rule = { region: GOLDEN.region, ownerId: HOME, description: '', excludeTags: [], ...forBase };
    simulated.aws.store.put('retentionRules', { ...rule, id: 'rule0000001', resourceType: 'EC2_IMAGE', days: 30 });
    simulated.aws.store.put('retentionRules', { ...rule, id: 'rule0000002', resourceType: 'EBS_SNAPSHOT', days: 7 });
    for (const { snapshotId } of GOLDEN.disks) putSnapshot(snapshotId, changes);

    const { recycleBin } = await observe(GOLDEN, { recycleBin: true });

    expect(recycleBin).toEqual({ known: true, value: expected });
  });

  test('reports no retention for an AMI that is not EBS-backed', async () => {
    putImage(GOLDEN, { machine: { ...MACHINE, rootDeviceType: 'instance-store' } });

    const { recycleBin } = await observe(GOLDEN, { recycleBin: true });

    expect(recycleBin).toEqual({ known: true, value: { imageDays: null, snapshotDays: null } });
  });
});

describe('observing a destination', () => {
  test.each([['alias/golden'], ['golden'], [KEY_ARN], [KEY_ARN.slice(KEY_ARN.indexOf('/') + 1)]])(
    'finds the requested key by %s',
    async (keyId) => {
      const destination = await destinationWith(keyId);

      expect(destination?.key).toMatchObject({ known: true, value: { arn: KEY_ARN, manager: 'CUSTOMER' } });
    },
  );

  test('reports that the requested key does not exist', async () => {
    const destination = await destinationWith('silver');

    expect(destination?.key).toEqual({ known: false, reason: 'no key silver in us-east-1' });
  });

  test('has no key if none is requested', async () => {
    const destination = await destinationWith(undefined);

    expect(destination).not.toHaveProperty('key');
  });

  async function destinationWith(keyId: string | undefined): Promise<DestinationFacts | undefined> {
    const place = { account: HOME, region: 'us-east-1' };
    const { destinations } = await observe(GOLDEN, {
      destinations: [keyId === undefined ? place : { ...place, keyId }],
    });
    return destinations?.[0];
  }
});

function observe({ id, region, owner }: WorldImage, needs: ObservationRequest): Promise<Facts> {
  return simulated.observer.observeImage({ imageId: id, region, account: owner }, needs);
}

function putImage({ id }: WorldImage, changes: Partial<Image>): void {
  const image = simulated.aws.store.get('images', id);
  if (image === undefined) throw new Error(`the world has no ${id}`);
  simulated.aws.store.put('images', { ...image, ...changes });
}

function putSnapshot(id: string, changes: Partial<Snapshot>): void {
  const snapshot = simulated.aws.store.get('snapshots', id);
  if (snapshot === undefined) throw new Error(`the world has no ${id}`);
  simulated.aws.store.put('snapshots', { ...snapshot, ...changes });
}

function putKey(changes: Partial<Key>): void {
  const key = simulated.aws.store.all('keys').find(({ arn }) => arn === KEY_ARN);
  if (key === undefined) throw new Error('the world has no key');
  simulated.aws.store.put('keys', { ...key, ...changes });
}
