import { describe, expect, test } from '@jest/globals';
import { Rejected } from '../../src/workflows/ports/errors.js';
import type { ResolvedCall, ResolvedCondition } from '../../src/domain/plan/outputs.js';
import { ATTRIBUTION, placeOf, refOf, type CloudHarness } from './cloud-harness.js';
import { GOLDEN, PARTNER, PROD, SHARED } from './cloud-world.js';

/** What `executeCall` and `checkCondition` promise of permissions. */
export function sharingContract(harness: () => CloudHarness): void {
  describe('sharing', () => {
    const added: ResolvedCondition = {
      ...placeOf(GOLDEN),
      kind: 'launch-permissions',
      imageId: GOLDEN.id,
      present: [{ kind: 'account', id: PROD }],
      absent: [],
    };

    test('adds the permission once, even if the call is repeated', async () => {
      const before = await harness().cloud.checkCondition(added, ATTRIBUTION);
      await harness().cloud.executeCall(shareWith(PROD), ATTRIBUTION);
      await harness().cloud.executeCall(shareWith(PROD), ATTRIBUTION);

      const facts = await harness().cloud.observeImage(refOf(GOLDEN), { launchPermissions: true });
      expect(before.kind).toBe('pending');
      expect(await harness().cloud.checkCondition(added, ATTRIBUTION)).toEqual({ kind: 'satisfied' });
      expect(facts.launchPermissions).toEqual({ known: true, value: [{ kind: 'account', id: PROD }] });
    });

    test('removes only the named permission', async () => {
      const imageId = SHARED.id;
      await harness().cloud.executeCall(
        {
          ...placeOf(SHARED),
          name: 'ModifyImageAttribute',
          input: { ImageId: imageId, LaunchPermission: { Remove: [{ UserId: PARTNER }] } },
        },
        ATTRIBUTION,
      );

      const status = await harness().cloud.checkCondition(
        {
          ...placeOf(SHARED),
          kind: 'launch-permissions',
          imageId,
          present: [{ kind: 'account', id: PROD }],
          absent: [{ kind: 'account', id: PARTNER }],
        },
        ATTRIBUTION,
      );
      expect(status).toEqual({ kind: 'satisfied' });
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
      const before = await harness().cloud.checkCondition(condition, ATTRIBUTION);
      await harness().cloud.executeCall(
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
        ATTRIBUTION,
      );

      expect(before.kind).toBe('pending');
      expect(await harness().cloud.checkCondition(condition, ATTRIBUTION)).toEqual({ kind: 'satisfied' });
    });

    test('is refused in an account that does not own the AMI', async () => {
      const call = {
        ...shareWith(PARTNER),
        account: PROD,
        input: { ...shareWith(PARTNER).input, ImageId: SHARED.id },
      };

      await expect(harness().cloud.executeCall(call, ATTRIBUTION)).rejects.toThrow(Rejected);
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
