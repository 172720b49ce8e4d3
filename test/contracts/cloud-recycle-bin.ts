import { describe, expect, test } from '@jest/globals';
import { Gone } from '../../src/workflows/errors.js';
import type { ResolvedCall, ResolvedCondition } from '../../src/workflows/plan/resolve.js';
import { ERRAND, placeOf, refOf, type CloudHarness } from './cloud-harness.js';
import { GOLDEN, HOME, PROD, RECYCLED, RECYCLED_STAY } from './cloud-world.js';

const SNAPSHOTS = RECYCLED.disks.map(({ snapshotId }) => snapshotId);
const LISTED = { ...refOf(RECYCLED), name: RECYCLED.name, description: '', ...RECYCLED_STAY };

/** What `Cloud` promises of AMIs in the Recycle Bin. */
export function recycleBinContract(harness: () => CloudHarness): void {
  describe('the Recycle Bin', () => {
    test('is looked through by whole id and abbreviation, and holds only what was deregistered', async () => {
      const { cloud } = harness();

      expect(await cloud.findRecycled({ id: RECYCLED.id })).toEqual({ images: [LISTED], unreachable: [] });
      expect((await cloud.findRecycled({ id: 'ami-0b1c', account: HOME })).images).toEqual([LISTED]);
      expect((await cloud.findRecycled({ id: RECYCLED.id, account: PROD })).images).toEqual([]);
      expect((await cloud.findRecycled({ id: RECYCLED.id, region: 'eu-west-1' })).images).toEqual([]);
      expect((await cloud.findRecycled({ id: GOLDEN.id })).images).toEqual([]);
      expect((await cloud.findImages({ id: RECYCLED.id })).images).toEqual([]);
    });

    test('that may not be looked into is named', async () => {
      harness().deny(HOME, 'ec2:ListImagesInRecycleBin');

      const { images, unreachable } = await harness().cloud.findRecycled({ id: 'ami-0b1c', region: 'us-east-1' });

      expect(images).toEqual([]);
      expect(unreachable).toEqual([{ ...placeOf(RECYCLED), reason: expect.stringMatching(/denied/) }]);
    });

    test('tells how long it keeps an AMI and the snapshots that were made for it', async () => {
      const { image, snapshots } = await harness().cloud.observeRecycled(refOf(RECYCLED));

      expect(image).toEqual(LISTED);
      expect(snapshots).toEqual({
        known: true,
        value: SNAPSHOTS.map((snapshotId) => ({ snapshotId, ...RECYCLED_STAY })),
      });
    });

    test('whose snapshots may not be listed leaves them unknown, with the permission', async () => {
      harness().deny(HOME, 'ec2:ListSnapshotsInRecycleBin');

      expect((await harness().cloud.observeRecycled(refOf(RECYCLED))).snapshots).toMatchObject({
        known: false,
        permission: 'ec2:ListSnapshotsInRecycleBin',
      });
    });

    test('does not hold an AMI that is not deregistered', async () => {
      await expect(harness().cloud.observeRecycled(refOf(GOLDEN))).rejects.toThrow(Gone);
    });

    test('gives an AMI back, its snapshots first; with its id and its sharing', async () => {
      const { cloud } = harness();
      const present: ResolvedCondition = { ...placeOf(RECYCLED), kind: 'image-present', imageId: RECYCLED.id };
      expect((await cloud.look(present, ERRAND)).kind).toBe('not-yet');
      await expect(cloud.call(restoreImage(), ERRAND)).rejects.toMatchObject({ kind: 'refused' });

      for (const id of SNAPSHOTS) {
        await cloud.call(restoreSnapshot(id), ERRAND);
        const completed: ResolvedCondition = { ...placeOf(RECYCLED), kind: 'snapshot-completed', snapshotId: id };
        expect((await cloud.look(completed, ERRAND)).kind).toBe('met');
      }
      await cloud.call(restoreImage(), ERRAND);

      expect((await cloud.look(present, ERRAND)).kind).toBe('met');
      const { image, launchPermissions } = await cloud.observe(refOf(RECYCLED), { launchPermissions: true });
      expect(image).toMatchObject({ state: 'available', name: RECYCLED.name });
      expect(launchPermissions).toEqual({ known: true, value: [{ kind: 'account', id: PROD }] });
      expect((await cloud.findRecycled({ id: RECYCLED.id })).images).toEqual([]);
    });

    test('gives nothing back twice', async () => {
      await harness().cloud.call(restoreSnapshot(SNAPSHOTS[0] ?? ''), ERRAND);

      await expect(harness().cloud.call(restoreSnapshot(SNAPSHOTS[0] ?? ''), ERRAND)).rejects.toThrow(Gone);
    });
  });
}

function restoreImage(): ResolvedCall {
  return { ...placeOf(RECYCLED), name: 'RestoreImageFromRecycleBin', input: { ImageId: RECYCLED.id } };
}

function restoreSnapshot(id: string): ResolvedCall {
  return { ...placeOf(RECYCLED), name: 'RestoreSnapshotFromRecycleBin', input: { SnapshotId: id } };
}
