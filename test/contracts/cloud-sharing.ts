import { describe, expect, test } from '@jest/globals';
import { Refused } from '../../src/workflows/errors.js';
import type { ResolvedCall, ResolvedCondition } from '../../src/workflows/plan/resolve.js';
import { ERRAND, placeOf, refOf, type CloudHarness } from './cloud-harness.js';
import { GOLDEN, PARTNER, PROD, SHARED } from './cloud-world.js';

/** What `call` and `look` promise of permissions. */
export function sharingContract(harness: () => CloudHarness): void {
  describe('sharing', () => {
    const added: ResolvedCondition = {
      ...placeOf(GOLDEN),
      kind: 'launch-permissions',
      imageId: GOLDEN.id,
      present: [{ kind: 'account', id: PROD }],
      absent: [],
    };

    test('gives the permission once, however often it is asked', async () => {
      const before = await harness().cloud.look(added, ERRAND);
      await harness().cloud.call(shareWith(PROD), ERRAND);
      await harness().cloud.call(shareWith(PROD), ERRAND);

      const facts = await harness().cloud.observe(refOf(GOLDEN), { launchPermissions: true });
      expect(before.kind).toBe('not-yet');
      expect(await harness().cloud.look(added, ERRAND)).toEqual({ kind: 'met' });
      expect(facts.launchPermissions).toEqual({ known: true, value: [{ kind: 'account', id: PROD }] });
    });

    test('takes away only the permission that was named', async () => {
      const imageId = SHARED.id;
      await harness().cloud.call(
        {
          ...placeOf(SHARED),
          name: 'ModifyImageAttribute',
          input: { ImageId: imageId, LaunchPermission: { Remove: [{ UserId: PARTNER }] } },
        },
        ERRAND,
      );

      const sighting = await harness().cloud.look(
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
      const before = await harness().cloud.look(condition, ERRAND);
      await harness().cloud.call(
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
      expect(await harness().cloud.look(condition, ERRAND)).toEqual({ kind: 'met' });
    });

    test('is refused in an account that does not own the AMI', async () => {
      const call = {
        ...shareWith(PARTNER),
        account: PROD,
        input: { ...shareWith(PARTNER).input, ImageId: SHARED.id },
      };

      await expect(harness().cloud.call(call, ERRAND)).rejects.toThrow(Refused);
    });
  });
}

function shareWith(account: string): ResolvedCall {
  return {
    ...placeOf(GOLDEN),
    name: 'ModifyImageAttribute',
    input: { ImageId: GOLDEN.id, LaunchPermission: { Add: [{ UserId: account }] } },
  };
}
