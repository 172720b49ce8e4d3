import { describe, expect, test } from '@jest/globals';
import { NotFound } from '../../src/workflows/ports/errors.js';
import type { ResolvedCall, ResolvedCondition } from '../../src/domain/plan/outputs.js';
import { ATTRIBUTION, placeOf, refOf, type Ec2Harness } from './ec2-harness.js';
import { GOLDEN, HOME, PROD, RECYCLED, RECYCLED_STAY } from './ec2-world.js';

const SNAPSHOTS = RECYCLED.disks.map(({ snapshotId }) => snapshotId);
const LISTED = { ...refOf(RECYCLED), name: RECYCLED.name, description: '', ...RECYCLED_STAY };

/** What the EC2 ports promise of AMIs in the Recycle Bin. */
export function recycleBinContract(harness: () => Ec2Harness): void {
  describe('the Recycle Bin', () => {
    test('finds only deregistered AMIs, by full ID or ID prefix', async () => {
      const { finder } = harness();

      expect(await finder.findRecycledImages({ id: RECYCLED.id })).toEqual({ images: [LISTED], unreachable: [] });
      expect((await finder.findRecycledImages({ id: 'ami-0b1c', account: HOME })).images).toEqual([LISTED]);
      expect((await finder.findRecycledImages({ id: RECYCLED.id, account: PROD })).images).toEqual([]);
      expect((await finder.findRecycledImages({ id: RECYCLED.id, region: 'eu-west-1' })).images).toEqual([]);
      expect((await finder.findRecycledImages({ id: GOLDEN.id })).images).toEqual([]);
      expect((await finder.findImages({ id: RECYCLED.id })).images).toEqual([]);
    });

    test('is named if it cannot be read', async () => {
      harness().deny(HOME, 'ec2:ListImagesInRecycleBin');

      const { images, unreachable } = await harness().finder.findRecycledImages({
        id: 'ami-0b1c',
        region: 'us-east-1',
      });

      expect(images).toEqual([]);
      expect(unreachable).toEqual([{ ...placeOf(RECYCLED), reason: expect.stringMatching(/denied/) }]);
    });

    test('reports how long it retains an AMI and the snapshots made for it', async () => {
      const { image, snapshots } = await harness().observer.observeRecycledImage(refOf(RECYCLED));

      expect(image).toEqual(LISTED);
      expect(snapshots).toEqual({
        known: true,
        value: SNAPSHOTS.map((snapshotId) => ({ snapshotId, ...RECYCLED_STAY })),
      });
    });

    test('has unknown snapshots with the permission if listing them is denied', async () => {
      harness().deny(HOME, 'ec2:ListSnapshotsInRecycleBin');

      expect((await harness().observer.observeRecycledImage(refOf(RECYCLED))).snapshots).toMatchObject({
        known: false,
        permission: 'ec2:ListSnapshotsInRecycleBin',
      });
    });

    test('does not contain an AMI that is not deregistered', async () => {
      await expect(harness().observer.observeRecycledImage(refOf(GOLDEN))).rejects.toThrow(NotFound);
    });

    test('restores snapshots first and then the AMI, with its ID and launch permissions', async () => {
      const { finder, observer, executor } = harness();
      const present: ResolvedCondition = { ...placeOf(RECYCLED), kind: 'image-present', imageId: RECYCLED.id };
      expect((await executor.checkCondition(present, ATTRIBUTION)).kind).toBe('pending');
      await expect(executor.executeCall(restoreImage(), ATTRIBUTION)).rejects.toMatchObject({ kind: 'rejected' });

      for (const id of SNAPSHOTS) {
        await executor.executeCall(restoreSnapshot(id), ATTRIBUTION);
        const completed: ResolvedCondition = { ...placeOf(RECYCLED), kind: 'snapshot-completed', snapshotId: id };
        expect((await executor.checkCondition(completed, ATTRIBUTION)).kind).toBe('satisfied');
      }
      await executor.executeCall(restoreImage(), ATTRIBUTION);

      expect((await executor.checkCondition(present, ATTRIBUTION)).kind).toBe('satisfied');
      const { image, launchPermissions } = await observer.observeImage(refOf(RECYCLED), { launchPermissions: true });
      expect(image).toMatchObject({ state: 'available', name: RECYCLED.name });
      expect(launchPermissions).toEqual({ known: true, value: [{ kind: 'account', id: PROD }] });
      expect((await finder.findRecycledImages({ id: RECYCLED.id })).images).toEqual([]);
    });

    test('throws NotFound if a snapshot is restored twice', async () => {
      await harness().executor.executeCall(restoreSnapshot(SNAPSHOTS[0] ?? ''), ATTRIBUTION);

      await expect(harness().executor.executeCall(restoreSnapshot(SNAPSHOTS[0] ?? ''), ATTRIBUTION)).rejects.toThrow(
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
