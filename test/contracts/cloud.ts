import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Denied, Gone, Refused, Throttled, UnknownOutcome } from '../../src/workflows/errors.js';
import type { Needs } from '../../src/workflows/facts/facts.js';
import type { ImageRef } from '../../src/workflows/facts/image.js';
import { REQUEST_TAG, type ResolvedCall, type ResolvedCondition } from '../../src/workflows/plan/resolve.js';
import type { Cloud, Sighting } from '../../src/workflows/ports.js';
import {
  ENCRYPTED,
  GOLDEN,
  HOME,
  KEY_ARN,
  PARTNER,
  PROD,
  PRODS,
  SHARED,
  TWINS,
  USED,
  type WorldImage,
} from './cloud-world.js';

/** One implementation of `Cloud` over the small world, with the means to disturb it. */
export interface CloudHarness {
  readonly cloud: Cloud;
  /** Lets simulated time pass. */
  advance(seconds: number): void;
  /** Takes a permission away in an account: `ec2:DescribeImages`. */
  deny(account: string, permission: string): void;
  /** The next call of this name meets the fault. */
  disturb(call: string, fault: 'throttled' | 'lost-answer'): void;
  close(): Promise<void>;
}

const ERRAND = { requestId: 'AR-7F3K2M', requester: { teamId: 'T0STEWARD', userId: 'U0RITA' } };

/** A whole copy is done after this. */
const LONG = 24 * 3600;

/** What everybody who uses `Cloud` may rely on. */
export function cloudContract(name: string, makeHarness: () => Promise<CloudHarness>): void {
  describe(`${name} keeps the contract of Cloud`, () => {
    let harness: CloudHarness;
    let cloud: Cloud;

    beforeEach(async () => {
      harness = await makeHarness();
      cloud = harness.cloud;
    });
    afterEach(() => harness.close());

    describe('finding AMIs', () => {
      test.each([
        ['by its whole id', { id: GOLDEN.id }, [GOLDEN.id]],
        ['by an abbreviation', { id: 'ami-123' }, [GOLDEN.id]],
        ['all that an ambiguous abbreviation begins', { id: 'ami-077' }, TWINS.map(({ id }) => id)],
        ['in one Region only', { id: 'ami-077', region: 'eu-west-1' }, [TWINS[1].id]],
        ['in one account only', { id: 'ami-0c', account: PROD }, [PRODS.id]],
        ['nothing where nothing matches', { id: 'ami-0ffffffffffffffff' }, []],
      ])('finds %s', async (_, search, ids) => {
        const { images, unreachable } = await cloud.findImages(search);

        expect(images.map(({ imageId }) => imageId).sort()).toEqual([...ids].sort());
        expect(unreachable).toEqual([]);
      });

      test.each([SHARED, PRODS])('sees $name once, through its owner', async ({ id, owner }) => {
        const { images } = await cloud.findImages({ id });

        expect(images.map(({ account, ownerId }) => [account, ownerId])).toEqual([[owner, owner]]);
      });

      test('names the places that it could not look into, and still finds what is elsewhere', async () => {
        harness.deny(PROD, 'ec2:DescribeImages');

        const { images, unreachable } = await cloud.findImages({ id: PRODS.id });

        expect(images.map(({ account }) => account)).toEqual([HOME]);
        expect(unreachable).toEqual([
          { account: PROD, region: 'us-east-1', reason: expect.stringContaining('denied') },
        ]);
      });
    });

    describe('observing', () => {
      test('tells what an AMI is', async () => {
        const { image } = await cloud.observe(refOf(GOLDEN), {});

        expect(image).toMatchObject({ ...refOf(GOLDEN), ownerId: HOME, name: GOLDEN.name, state: 'available' });
        expect(image.tags).toMatchObject({ Tier: 'base' });
        expect(image.blockDevices.map(({ device, snapshotId, sizeGiB }) => [device, snapshotId, sizeGiB])).toEqual(
          GOLDEN.disks.map(({ device, snapshotId, sizeGiB }) => [device, snapshotId, sizeGiB]),
        );
      });

      test('tells only what was asked for', async () => {
        const facts = await cloud.observe(refOf(GOLDEN), {});

        expect(Object.keys(facts).sort()).toEqual(['image', 'observedAt']);
      });

      test('throws Gone for an AMI that is not there', async () => {
        const ref = { ...refOf(GOLDEN), imageId: 'ami-0ffffffffffffffff' };

        await expect(cloud.observe(ref, {})).rejects.toThrow(Gone);
      });

      test('knows the snapshots and who may use them', async () => {
        const facts = await cloud.observe(refOf(GOLDEN), { snapshots: true, volumePermissions: true });

        expect(facts.snapshots?.['snap-0a000000000000002']).toMatchObject({
          known: true,
          value: { volumeSizeGiB: 20, encrypted: false, ownerId: HOME, storageTier: 'standard' },
        });
        expect(facts.volumePermissions).toEqual({
          'snap-0a000000000000001': { known: true, value: [] },
          'snap-0a000000000000002': { known: true, value: [] },
        });
      });

      test('knows whom the AMI is shared with', async () => {
        const { launchPermissions } = await cloud.observe(refOf(SHARED), { launchPermissions: true });

        expect(launchPermissions).toEqual({
          known: true,
          value: expect.arrayContaining([PROD, PARTNER].map((id) => ({ kind: 'account', id }))),
        });
      });

      test('does not know whom it is shared with through another account than its owner', async () => {
        const ref = { ...refOf(PRODS), account: HOME };

        const { launchPermissions } = await cloud.observe(ref, { launchPermissions: true });

        expect(launchPermissions?.known).toBe(false);
      });

      test('knows what uses the AMI, and that nothing does', async () => {
        const [used, unused] = await Promise.all([
          cloud.observe(refOf(USED), { references: true }),
          cloud.observe(refOf(GOLDEN), { references: true }),
        ]);

        expect(used.references).toMatchObject({ known: true, value: [{ type: 'ec2:Instance' }] });
        expect(unused.references).toEqual({ known: true, value: [] });
      });

      test('knows the use in accounts with a role, and says that it does not know the others', async () => {
        const { useElsewhere } = await cloud.observe(refOf(SHARED), { useElsewhere: 'everyone-it-is-shared-with' });

        expect(useElsewhere?.[PROD]).toMatchObject({ known: true, value: [{ type: 'ec2:Instance' }] });
        expect(useElsewhere?.[PARTNER]).toMatchObject({ known: false, reason: expect.stringContaining('partner') });
      });

      test('knows the key of an encrypted snapshot and who may use it', async () => {
        const { keys } = await cloud.observe(refOf(ENCRYPTED), { keys: true });

        expect(keys?.[KEY_ARN]).toEqual({
          known: true,
          value: {
            arn: KEY_ARN,
            manager: 'CUSTOMER',
            enabled: true,
            multiRegion: false,
            usableBy: { known: true, value: [PROD] },
          },
        });
      });

      test('knows the block on public AMIs and that no bin keeps the AMI', async () => {
        const facts = await cloud.observe(refOf(GOLDEN), { publicAccess: true, recycleBin: true });

        expect(facts.publicAccess).toEqual({
          known: true,
          value: { state: 'block-new-sharing', managedBy: 'account' },
        });
        expect(facts.recycleBin).toEqual({ known: true, value: { imageDays: null, snapshotDays: null } });
      });

      test('knows a destination: a taken name, encryption, the default key and the asked one', async () => {
        const { destinations } = await cloud.observe(refOf(GOLDEN), {
          destinations: [{ account: HOME, region: 'us-east-1', name: USED.name, keyId: KEY_ARN }],
        });

        expect(destinations).toMatchObject([
          {
            sameName: { known: true, value: USED.id },
            encryptionByDefault: { known: true, value: false },
            defaultKey: { known: true, value: { manager: 'AWS' } },
            key: { known: true, value: { arn: KEY_ARN } },
          },
        ]);
      });

      test("takes the AMI's own account and name for a destination that names neither", async () => {
        const { destinations } = await cloud.observe(refOf(GOLDEN), {
          destinations: [{ region: 'us-east-1' }, { region: 'eu-west-1' }],
        });

        expect(destinations).toMatchObject([
          { account: HOME, region: 'us-east-1', sameName: { known: true, value: GOLDEN.id } },
          { account: HOME, region: 'eu-west-1', sameName: { known: true, value: null } },
        ]);
      });

      test.each<[string, WorldImage, Needs, (facts: Awaited<ReturnType<Cloud['observe']>>) => unknown]>([
        ['ec2:DescribeSnapshots', GOLDEN, { snapshots: true }, (facts) => facts.snapshots?.['snap-0a000000000000001']],
        ['ec2:DescribeImageAttribute', GOLDEN, { launchPermissions: true }, (facts) => facts.launchPermissions],
        [
          'ec2:DescribeSnapshotAttribute',
          GOLDEN,
          { volumePermissions: true },
          (facts) => facts.volumePermissions?.['snap-0a000000000000001'],
        ],
        ['ec2:DescribeImageReferences', GOLDEN, { references: true }, (facts) => facts.references],
        ['kms:DescribeKey', ENCRYPTED, { keys: true }, (facts) => facts.keys?.[KEY_ARN]],
        ['ec2:GetImageBlockPublicAccessState', GOLDEN, { publicAccess: true }, (facts) => facts.publicAccess],
        ['rbin:ListRules', GOLDEN, { recycleBin: true }, (facts) => facts.recycleBin],
      ])('does not know what %s would tell when it is denied', async (permission, image, needs, partOf) => {
        harness.deny(HOME, permission);

        const facts = await cloud.observe(refOf(image), needs);

        expect(partOf(facts)).toEqual({ known: false, reason: expect.stringMatching(/denied/), permission });
      });
    });

    describe('sharing', () => {
      const added: ResolvedCondition = {
        ...placeOf(GOLDEN),
        kind: 'launch-permissions',
        imageId: GOLDEN.id,
        present: [{ kind: 'account', id: PROD }],
        absent: [],
      };

      test('gives the permission once, however often it is asked', async () => {
        const before = await cloud.look(added, ERRAND);
        await cloud.call(shareWith(PROD), ERRAND);
        await cloud.call(shareWith(PROD), ERRAND);

        const facts = await cloud.observe(refOf(GOLDEN), { launchPermissions: true });
        expect(before.kind).toBe('not-yet');
        expect(await cloud.look(added, ERRAND)).toEqual({ kind: 'met' });
        expect(facts.launchPermissions).toEqual({ known: true, value: [{ kind: 'account', id: PROD }] });
      });

      test('takes away only the permission that was named', async () => {
        const imageId = SHARED.id;
        await cloud.call(
          {
            ...placeOf(SHARED),
            name: 'ModifyImageAttribute',
            input: { ImageId: imageId, LaunchPermission: { Remove: [{ UserId: PARTNER }] } },
          },
          ERRAND,
        );

        const sighting = await cloud.look(
          {
            ...placeOf(SHARED),
            kind: 'launch-permissions',
            imageId,
            present: [{ kind: 'account', id: PROD }],
            absent: [{ kind: 'account', id: PARTNER }],
          },
          ERRAND,
        );
        expect(sighting).toEqual({ kind: 'met' });
      });

      test('shares a snapshot', async () => {
        const snapshotId = 'snap-0a000000000000001';
        const condition: ResolvedCondition = {
          ...placeOf(GOLDEN),
          kind: 'volume-permissions',
          snapshotId,
          present: [{ kind: 'account', id: PROD }],
          absent: [],
        };
        const before = await cloud.look(condition, ERRAND);
        await cloud.call(
          {
            ...placeOf(GOLDEN),
            name: 'ModifySnapshotAttribute',
            input: {
              SnapshotId: snapshotId,
              Attribute: 'createVolumePermission',
              OperationType: 'add',
              UserIds: [PROD],
            },
          },
          ERRAND,
        );

        expect(before.kind).toBe('not-yet');
        expect(await cloud.look(condition, ERRAND)).toEqual({ kind: 'met' });
      });

      test('is refused in an account that does not own the AMI', async () => {
        const call = {
          ...shareWith(PARTNER),
          account: PROD,
          input: { ...shareWith(PARTNER).input, ImageId: SHARED.id },
        };

        await expect(cloud.call(call, ERRAND)).rejects.toThrow(Refused);
      });
    });

    describe('copying', () => {
      test('is pending with its progress, and then available with the snapshot behind each device', async () => {
        const { fields } = await cloud.call(copyAs('golden-copy'), ERRAND);
        const condition = available(fields.ImageId);

        const first = await cloud.look(condition, ERRAND);
        harness.advance(LONG);
        const last = await cloud.look(condition, ERRAND);

        expect(first).toMatchObject({ kind: 'not-yet', detail: expect.stringContaining('copying') });
        expect(last).toEqual({ kind: 'met', devices: expect.any(Object) });
        expect(Object.keys(devicesOf(last)).sort()).toEqual(GOLDEN.disks.map(({ device }) => device).sort());
        for (const { snapshotId } of GOLDEN.disks) expect(Object.values(devicesOf(last))).not.toContain(snapshotId);
      });

      test('carries the name, the tags of the source and the tag of the request', async () => {
        const { fields } = await cloud.call(copyAs('golden-copy'), ERRAND);

        const { images } = await cloud.findImages({ id: fields.ImageId ?? '' });
        expect(images).toMatchObject([{ name: 'golden-copy', tags: { Tier: 'base', [REQUEST_TAG]: 'AR-7F3K2M' } }]);
      });

      test('with the same token answers with the first copy', async () => {
        const first = await cloud.call(copyAs('golden-copy'), ERRAND);
        const second = await cloud.call(copyAs('golden-copy'), ERRAND);

        expect(second.fields.ImageId).toBe(first.fields.ImageId);
      });

      test('whose answer is lost has an unknown outcome, and the same token finds the copy that was made', async () => {
        harness.disturb('CopyImage', 'lost-answer');

        await expect(cloud.call(copyAs('golden-copy'), ERRAND)).rejects.toThrow(UnknownOutcome);

        const { fields } = await cloud.call(copyAs('golden-copy'), ERRAND);
        const facts = await cloud.observe(refOf(GOLDEN), {
          destinations: [{ account: HOME, region: 'eu-west-1', name: 'golden-copy' }],
        });
        expect(facts.destinations?.[0]?.sameName).toEqual({ known: true, value: fields.ImageId });
      });

      test('under a key that cannot be used fails afterwards and says why', async () => {
        const badKey = `arn:aws:kms:eu-west-1:${HOME}:key/00000000-0000-0000-0000-000000000000`;
        const call = copyAs('golden-copy');
        const { fields } = await cloud.call(
          { ...call, input: { ...call.input, Encrypted: true, KmsKeyId: badKey } },
          ERRAND,
        );
        harness.advance(LONG);

        const sighting = await cloud.look(available(fields.ImageId), ERRAND);

        expect(sighting).toMatchObject({ kind: 'failed', message: expect.stringMatching(/key/i) });
      });

      test('to a name that is taken is refused with the code of AWS', async () => {
        const call = { ...copyAs(TWINS[1].name) };

        await expect(cloud.call(call, ERRAND)).rejects.toMatchObject({
          kind: 'refused',
          code: 'InvalidAMIName.Duplicate',
        });
      });
    });

    describe('deregistering', () => {
      const gone: ResolvedCondition = { ...placeOf(GOLDEN), kind: 'image-gone', imageId: GOLDEN.id };

      test('makes the AMI gone, and doing it again finds nothing to take away', async () => {
        const before = await cloud.look(gone, ERRAND);
        await cloud.call(deregister(false), ERRAND);

        expect(before.kind).toBe('not-yet');
        expect(await cloud.look(gone, ERRAND)).toEqual({ kind: 'met' });
        await expect(cloud.call(deregister(false), ERRAND)).rejects.toThrow(Gone);
        await expect(cloud.observe(refOf(GOLDEN), {})).rejects.toThrow(Gone);
      });

      test('tells what became of each snapshot', async () => {
        const { detail } = await cloud.call(deregister(true), ERRAND);

        expect(detail).toContain('snap-0a000000000000001 deleted');
        expect(detail).toContain('snap-0a000000000000002 deleted');
      });
    });

    describe('a call that does not get through', () => {
      test('is throttled when AWS asks to wait, and has not happened', async () => {
        harness.disturb('DeregisterImage', 'throttled');

        await expect(cloud.call(deregister(false), ERRAND)).rejects.toThrow(Throttled);

        expect((await cloud.findImages({ id: GOLDEN.id })).images).toHaveLength(1);
      });

      test('is denied with the permission that is missing', async () => {
        harness.deny(HOME, 'ec2:DeregisterImage');

        await expect(cloud.call(deregister(false), ERRAND)).rejects.toMatchObject({
          kind: 'denied',
          permission: 'ec2:DeregisterImage',
        });
      });

      test('is denied in an account without a role', async () => {
        await expect(cloud.call({ ...deregister(false), account: PARTNER }, ERRAND)).rejects.toThrow(Denied);
      });
    });
  });
}

function refOf({ id, region, owner }: WorldImage): ImageRef {
  return { imageId: id, region, account: owner };
}

function placeOf({ region, owner }: WorldImage): { readonly region: string; readonly account: string } {
  return { region, account: owner };
}

function shareWith(account: string): ResolvedCall {
  return {
    ...placeOf(GOLDEN),
    name: 'ModifyImageAttribute',
    input: { ImageId: GOLDEN.id, LaunchPermission: { Add: [{ UserId: account }] } },
  };
}

function copyAs(name: string): ResolvedCall {
  return {
    name: 'CopyImage',
    account: HOME,
    region: 'eu-west-1',
    input: {
      SourceRegion: GOLDEN.region,
      SourceImageId: GOLDEN.id,
      Name: name,
      CopyImageTags: true,
      ClientToken: 'AR-7F3K2M-1-copy-eu-west-1',
      TagSpecifications: (['image', 'snapshot'] as const).map((ResourceType) => ({
        ResourceType,
        Tags: [{ Key: REQUEST_TAG, Value: 'AR-7F3K2M' }],
      })),
    },
  };
}

function available(imageId: string | undefined): ResolvedCondition {
  return {
    kind: 'image-available',
    account: HOME,
    region: 'eu-west-1',
    imageId: imageId ?? 'no image id was answered',
  };
}

function deregister(withSnapshots: boolean): ResolvedCall {
  return {
    ...placeOf(GOLDEN),
    name: 'DeregisterImage',
    input: { ImageId: GOLDEN.id, ...(withSnapshots ? { DeleteAssociatedSnapshots: true } : {}) },
  };
}

function devicesOf(sighting: Sighting): Readonly<Record<string, string>> {
  return sighting.kind === 'met' ? (sighting.devices ?? {}) : {};
}
