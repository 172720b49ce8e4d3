import { describe, expect, test } from '@jest/globals';
import { NotFound } from '../../src/workflows/ports/errors.js';
import type { Facts, ObservationRequest } from '../../src/domain/model/facts.js';
import { refOf, type Ec2Harness } from './ec2-harness.js';
import {
  ENCRYPTED,
  GOLDEN,
  HOME,
  KEY_ARN,
  PARTNER,
  PROD,
  PRODS,
  PRODS_ALLOWED,
  SHARED,
  TWINS,
  USED,
  type WorldImage,
} from './ec2-world.js';

/** What `observeImage` promises. */
export function observingContract(harness: () => Ec2Harness): void {
  describe('observing', () => {
    test('returns the AMI', async () => {
      const { image } = await harness().observer.observeImage(refOf(GOLDEN), {});

      expect(image).toMatchObject({ ...refOf(GOLDEN), ownerId: HOME, name: GOLDEN.name, state: 'available' });
      expect(image.tags).toMatchObject({ Tier: 'base' });
      expect(image.blockDevices.map(({ device, snapshotId, sizeGiB }) => [device, snapshotId, sizeGiB])).toEqual(
        GOLDEN.disks.map(({ device, snapshotId, sizeGiB }) => [device, snapshotId, sizeGiB]),
      );
    });

    test('returns only the requested facts', async () => {
      const facts = await harness().observer.observeImage(refOf(GOLDEN), {});

      expect(Object.keys(facts).sort()).toEqual(['image', 'observedAt']);
    });

    test('throws NotFound for an AMI that does not exist', async () => {
      const ref = { ...refOf(GOLDEN), imageId: 'ami-0ffffffffffffffff' };

      await expect(harness().observer.observeImage(ref, {})).rejects.toThrow(NotFound);
    });

    test('returns the snapshots and their volume permissions', async () => {
      const facts = await harness().observer.observeImage(refOf(GOLDEN), { snapshots: true, volumePermissions: true });

      expect(facts.snapshots?.['snap-0a000000000000002']).toMatchObject({
        known: true,
        value: { volumeSizeGiB: 20, encrypted: false, ownerId: HOME, storageTier: 'standard' },
      });
      expect(facts.volumePermissions).toEqual({
        'snap-0a000000000000001': { known: true, value: [] },
        'snap-0a000000000000002': { known: true, value: [] },
      });
    });

    test('returns the launch permissions of the AMI', async () => {
      const { launchPermissions } = await harness().observer.observeImage(refOf(SHARED), { launchPermissions: true });

      expect(launchPermissions).toEqual({
        known: true,
        value: expect.arrayContaining([PROD, PARTNER].map((id) => ({ kind: 'account', id }))),
      });
    });

    test('returns unknown launch permissions to an account that does not own the AMI', async () => {
      const ref = { ...refOf(PRODS), account: HOME };

      const { launchPermissions } = await harness().observer.observeImage(ref, { launchPermissions: true });

      expect(launchPermissions?.known).toBe(false);
    });

    test('returns what uses the AMI, or an empty list', async () => {
      const [used, unused] = await Promise.all([
        harness().observer.observeImage(refOf(USED), { references: true }),
        harness().observer.observeImage(refOf(GOLDEN), { references: true }),
      ]);

      expect(used.references).toMatchObject({ known: true, value: [{ type: 'ec2:Instance' }] });
      expect(unused.references).toEqual({ known: true, value: [] });
    });

    test('returns the use in accounts with a role, and unknown for other accounts', async () => {
      const { usageElsewhere } = await harness().observer.observeImage(refOf(SHARED), {
        usageElsewhere: 'all-grantees',
      });

      expect(usageElsewhere?.[PROD]).toMatchObject({ known: true, value: [{ type: 'ec2:Instance' }] });
      expect(usageElsewhere?.[PARTNER]).toMatchObject({ known: false, reason: expect.stringContaining('partner') });
    });

    test('returns the key of an encrypted snapshot and the accounts that can use it', async () => {
      const { keys } = await harness().observer.observeImage(refOf(ENCRYPTED), { keys: true });

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

    test('returns the public access block, and no retention without a Recycle Bin rule', async () => {
      const facts = await harness().observer.observeImage(refOf(GOLDEN), { publicAccess: true, recycleBin: true });

      expect(facts.publicAccess).toEqual({
        known: true,
        value: { state: 'block-new-sharing', managedBy: 'account' },
      });
      expect(facts.recycleBin).toEqual({ known: true, value: { imageDays: null, snapshotDays: null } });
    });

    test('counts the public AMIs of the account in the Region', async () => {
      const [there, here] = await Promise.all(
        [TWINS[1], GOLDEN].map((image) => harness().observer.observeImage(refOf(image), { publicImages: true })),
      );

      expect(there?.publicImages).toEqual({ known: true, value: 1 });
      expect(here?.publicImages).toEqual({ known: true, value: 0 });
    });

    test('returns the UEFI data or null, and unknown to an account that is not the owner', async () => {
      const [some, none, others] = await Promise.all(
        [refOf(USED), refOf(GOLDEN), { ...refOf(PRODS), account: HOME }].map((ref) =>
          harness().observer.observeImage(ref, { uefiData: true }),
        ),
      );

      expect(some?.uefiData).toEqual({ known: true, value: USED.uefiData });
      expect(none?.uefiData).toEqual({ known: true, value: null });
      expect(others?.uefiData?.known).toBe(false);
    });

    test('returns a named key, and unknown for a key that does not exist', async () => {
      const [there, missing] = await Promise.all(
        [KEY_ARN, `${KEY_ARN.slice(0, -12)}000000000000`].map((namedKey) =>
          harness().observer.observeImage(refOf(GOLDEN), { namedKey }),
        ),
      );

      expect(there?.namedKey).toMatchObject({ known: true, value: { arn: KEY_ARN, usableBy: { value: [PROD] } } });
      expect(missing?.namedKey).toMatchObject({ known: false, reason: expect.stringContaining('no key') });
    });

    test('returns the Allowed AMIs of other accounts, and unknown without a role', async () => {
      const { allowedImages } = await harness().observer.observeImage(refOf(GOLDEN), {
        allowedImages: [PROD, PARTNER, HOME],
      });

      expect(allowedImages).toEqual({
        [PROD]: {
          known: true,
          value: {
            state: PRODS_ALLOWED.state,
            criteria: [{ providers: PRODS_ALLOWED.providers, hasOtherConditions: false }],
          },
        },
        [PARTNER]: { known: false, reason: expect.stringContaining('partner') },
      });
    });

    test('returns unknown Allowed AMIs if reading them is denied in the other account', async () => {
      harness().deny(PROD, 'ec2:GetAllowedImagesSettings');

      const { allowedImages } = await harness().observer.observeImage(refOf(GOLDEN), { allowedImages: [PROD] });

      expect(allowedImages?.[PROD]).toEqual({
        known: false,
        reason: expect.stringMatching(/denied/),
        permission: 'ec2:GetAllowedImagesSettings',
      });
    });

    test('returns a destination: name in use, encryption, default key and requested key', async () => {
      const { destinations } = await harness().observer.observeImage(refOf(GOLDEN), {
        destinations: [{ account: HOME, region: 'us-east-1', name: USED.name, keyId: KEY_ARN }],
      });

      expect(destinations).toMatchObject([
        {
          existingImageId: { known: true, value: USED.id },
          encryptionByDefault: { known: true, value: false },
          defaultKey: { known: true, value: { manager: 'AWS' } },
          key: { known: true, value: { arn: KEY_ARN } },
        },
      ]);
    });

    test('uses the account and name of the AMI for a destination without them', async () => {
      const { destinations } = await harness().observer.observeImage(refOf(GOLDEN), {
        destinations: [{ region: 'us-east-1' }, { region: 'eu-west-1' }],
      });

      expect(destinations).toMatchObject([
        { account: HOME, region: 'us-east-1', existingImageId: { known: true, value: GOLDEN.id } },
        { account: HOME, region: 'eu-west-1', existingImageId: { known: true, value: null } },
      ]);
    });

    test.each<[string, WorldImage, ObservationRequest, (facts: Facts) => unknown]>([
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
      ['ec2:DescribeImageAttribute', USED, { uefiData: true }, (facts) => facts.uefiData],
      ['kms:DescribeKey', GOLDEN, { namedKey: KEY_ARN }, (facts) => facts.namedKey],
      ['rbin:ListRules', GOLDEN, { recycleBin: true }, (facts) => facts.recycleBin],
    ])('returns unknown with the reason if %s is denied', async (permission, image, needs, partOf) => {
      harness().deny(HOME, permission);

      const facts = await harness().observer.observeImage(refOf(image), needs);

      expect(partOf(facts)).toEqual({ known: false, reason: expect.stringMatching(/denied/), permission });
    });
  });
}
