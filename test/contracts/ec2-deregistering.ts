import { describe, expect, test } from '@jest/globals';
import { AccessDenied, NotFound, Throttled } from '../../src/workflows/ports/errors.js';
import type { ResolvedCall, ResolvedCondition } from '../../src/domain/plan/outputs.js';
import { ATTRIBUTION, placeOf, refOf, type Ec2Harness } from './ec2-harness.js';
import { GOLDEN, HOME, PARTNER } from './ec2-world.js';

/** What `executeCall` and `checkCondition` promise of taking AMIs away, and of calls that fail. */
export function deregisteringContract(harness: () => Ec2Harness): void {
  describe('deregistering', () => {
    const gone: ResolvedCondition = { ...placeOf(GOLDEN), kind: 'image-gone', imageId: GOLDEN.id };

    test('removes the AMI, and throws NotFound when repeated', async () => {
      const before = await harness().executor.checkCondition(gone, ATTRIBUTION);
      await harness().executor.executeCall(deregister(false), ATTRIBUTION);

      expect(before.kind).toBe('pending');
      expect(await harness().executor.checkCondition(gone, ATTRIBUTION)).toEqual({ kind: 'satisfied' });
      await expect(harness().executor.executeCall(deregister(false), ATTRIBUTION)).rejects.toThrow(NotFound);
      await expect(harness().observer.observeImage(refOf(GOLDEN), {})).rejects.toThrow(NotFound);
    });

    test('reports the result for each snapshot', async () => {
      const { detail } = await harness().executor.executeCall(deregister(true), ATTRIBUTION);

      expect(detail).toContain('snap-0a000000000000001 deleted');
      expect(detail).toContain('snap-0a000000000000002 deleted');
    });
  });

  describe('a call that fails', () => {
    test('throws Throttled and changes nothing if AWS throttles it', async () => {
      harness().injectFault('DeregisterImage', 'throttled');

      await expect(harness().executor.executeCall(deregister(false), ATTRIBUTION)).rejects.toThrow(Throttled);

      expect((await harness().finder.findImages({ id: GOLDEN.id })).images).toHaveLength(1);
    });

    test('names the missing permission if it is denied', async () => {
      harness().deny(HOME, 'ec2:DeregisterImage');

      await expect(harness().executor.executeCall(deregister(false), ATTRIBUTION)).rejects.toMatchObject({
        kind: 'access-denied',
        permission: 'ec2:DeregisterImage',
      });
    });

    test('is denied in an account without a role', async () => {
      await expect(
        harness().executor.executeCall({ ...deregister(false), account: PARTNER }, ATTRIBUTION),
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
