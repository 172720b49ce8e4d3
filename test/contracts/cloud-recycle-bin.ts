import { describe, expect, test } from '@jest/globals';
import { NotFound } from '../../src/workflows/ports/errors.js';
import type { ResolvedCall, ResolvedCondition } from '../../src/domain/plan/outputs.js';
import { ATTRIBUTION, placeOf, refOf, type CloudHarness } from './cloud-harness.js';
import { GOLDEN, HOME, PROD, RECYCLED, RECYCLED_STAY } from './cloud-world.js';

const SNAPSHOTS = RECYCLED.disks.map(({ snapshotId }) => snapshotId);
const LISTED = { ...refOf(RECYCLED), name: RECYCLED.name, description: '', ...RECYCLED_STAY };

/** What `Cloud` promises of AMIs in the Recycle Bin. */
export function recycleBinContract(harness: () => CloudHarness): void {
  describe('the Recycle Bin', () => {
    test('finds only deregistered AMIs, by full ID or ID prefix', async () => {
      const { cloud } = harness();

      expect(await cloud.findRecycledImages({ id: RECYCLED.id })).toEqual({ images: [LISTED], unreachable: [] });
      expect((await cloud.findRecycledImages({ id: 'ami-0b1c', account: HOME })).images).toEqual([LISTED]);
      expect((await cloud.findRecycledImages({ id: RECYCLED.id, account: PROD })).images).toEqual([]);
      expect((await cloud.findRecycledImages({ id: RECYCLED.id, region: 'eu-west-1' })).images).toEqual([]);
      expect((await cloud.findRecycledImages({ id: GOLDEN.id })).images).toEqual([]);
      expect((await cloud.findImages({ id: RECYCLED.id })).images).toEqual([]);
    });

    test('is named if it cannot be read', async () => {
      harness().deny(HOME, 'ec2:ListImagesInRecycleBin');

      const { images, unreachable } = await harness().cloud.findRecycledImages({ id: 'ami-0b1c', region: 'us-east-1' });

      expect(images).toEqual([]);
      expect(unreachable).toEqual([{ ...placeOf(RECYCLED), reason: expect.stringMatching(/denied/) }]);
    });

    test('reports how long it retains an AMI and the snapshots made for it', async () => {
      const { image, snapshots } = await harness().cloud.observeRecycledImage(refOf(RECYCLED));

      expect(image).toEqual(LISTED);
      expect(snapshots).toEqual({
        known: true,
        value: SNAPSHOTS.map((snapshotId) => ({ snapshotId, ...RECYCLED_STAY })),
      });
    });

    test('has unknown snapshots with the permission if listing them is denied', async () => {
      harness().deny(HOME, 'ec2:ListSnapshotsInRecycleBin');

      expect((await harness().cloud.observeRecycledImage(refOf(RECYCLED))).snapshots).toMatchObject({
        known: false,
        permission: 'ec2:ListSnapshotsInRecycleBin',
      });
    });

    test('does not contain an AMI that is not deregistered', async () => {
      await expect(harness().cloud.observeRecycledImage(refOf(GOLDEN))).rejects.toThrow(NotFound);
    });

    test('restores snapshots first and then the AMI, with its ID and launch permissions', async () => {
      const { cloud } = harness();
      const present: ResolvedCondition = { ...placeOf(RECYCLED), kind: 'image-present', imageId: RECYCLED.id };
      expect((await cloud.checkCondition(present, ATTRIBUTION)).kind).toBe('pending');
      await expect(cloud.executeCall(restoreImage(), ATTRIBUTION)).rejects.toMatchObject({ kind: 'rejected' });

      for (const id of SNAPSHOTS) {
        await cloud.executeCall(restoreSnapshot(id), ATTRIBUTION);
        const completed: ResolvedCondition = { ...placeOf(RECYCLED), kind: 'snapshot-completed', snapshotId: id };
        expect((await cloud.checkCondition(completed, ATTRIBUTION)).kind).toBe('satisfied');
      }
      await cloud.executeCall(restoreImage(), ATTRIBUTION);

      expect((await cloud.checkCondition(present, ATTRIBUTION)).kind).toBe('satisfied');
      const { image, launchPermissions } = await cloud.observeImage(refOf(RECYCLED), { launchPermissions: true });
      expect(image).toMatchObject({ state: 'available', name: RECYCLED.name });
      expect(launchPermissions).toEqual({ known: true, value: [{ kind: 'account', id: PROD }] });
      expect((await cloud.findRecycledImages({ id: RECYCLED.id })).images).toEqual([]);
    });

    test('throws NotFound if a snapshot is restored twice', async () => {
      await harness().cloud.executeCall(restoreSnapshot(SNAPSHOTS[0] ?? ''), ATTRIBUTION);

      await expect(harness().cloud.executeCall(restoreSnapshot(SNAPSHOTS[0] ?? ''), ATTRIBUTION)).rejects.toThrow(
        NotFound,
      );
    });
  });
}

function restoreImage(): ResolvedCall {
  return { ...placeOf(RECYCLED), name: 'RestoreImageFromRecycleBin', input: { ImageId: RECYCLED.id } };
}

function restoreSnapshot(id: string): ResolvedCall {
  return { ...placeOf(RECYCLED), name: 'RestoreSnapshotFromRecycleBin', input: { SnapshotId: id } };
}
