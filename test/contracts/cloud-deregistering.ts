import { describe, expect, test } from '@jest/globals';
import { AccessDenied, NotFound, Throttled } from '../../src/workflows/ports/errors.js';
import type { ResolvedCall, ResolvedCondition } from '../../src/domain/plan/outputs.js';
import { ATTRIBUTION, placeOf, refOf, type CloudHarness } from './cloud-harness.js';
import { GOLDEN, HOME, PARTNER } from './cloud-world.js';

/** What `executeCall` and `checkCondition` promise of taking AMIs away, and of calls that fail. */
export function deregisteringContract(harness: () => CloudHarness): void {
  describe('deregistering', () => {
    const gone: ResolvedCondition = { ...placeOf(GOLDEN), kind: 'image-gone', imageId: GOLDEN.id };

    test('removes the AMI, and throws NotFound when repeated', async () => {
      const before = await harness().cloud.checkCondition(gone, ATTRIBUTION);
      await harness().cloud.executeCall(deregister(false), ATTRIBUTION);

      expect(before.kind).toBe('pending');
      expect(await harness().cloud.checkCondition(gone, ATTRIBUTION)).toEqual({ kind: 'satisfied' });
      await expect(harness().cloud.executeCall(deregister(false), ATTRIBUTION)).rejects.toThrow(NotFound);
      await expect(harness().cloud.observeImage(refOf(GOLDEN), {})).rejects.toThrow(NotFound);
    });

    test('reports the result for each snapshot', async () => {
      const { detail } = await harness().cloud.executeCall(deregister(true), ATTRIBUTION);

      expect(detail).toContain('snap-0a000000000000001 deleted');
      expect(detail).toContain('snap-0a000000000000002 deleted');
    });
  });

  describe('a call that fails', () => {
    test('throws Throttled and changes nothing if AWS throttles it', async () => {
      harness().injectFault('DeregisterImage', 'throttled');

      await expect(harness().cloud.executeCall(deregister(false), ATTRIBUTION)).rejects.toThrow(Throttled);

      expect((await harness().cloud.findImages({ id: GOLDEN.id })).images).toHaveLength(1);
    });

    test('names the missing permission if it is denied', async () => {
      harness().deny(HOME, 'ec2:DeregisterImage');

      await expect(harness().cloud.executeCall(deregister(false), ATTRIBUTION)).rejects.toMatchObject({
        kind: 'access-denied',
        permission: 'ec2:DeregisterImage',
      });
    });

    test('is denied in an account without a role', async () => {
      await expect(
        harness().cloud.executeCall({ ...deregister(false), account: PARTNER }, ATTRIBUTION),
      ).rejects.toThrow(AccessDenied);
    });
  });
}

function deregister(withSnapshots: boolean): ResolvedCall {
  return {
    ...placeOf(GOLDEN),
    name: 'DeregisterImage',
    input: { ImageId: GOLDEN.id, ...(withSnapshots ? { DeleteAssociatedSnapshots: true } : {}) },
  };
}
