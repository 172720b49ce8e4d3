import { describe, expect, test } from '@jest/globals';
import { Rejected } from '../../src/workflows/ports/errors.js';
import type { ResolvedCall, ResolvedCondition } from '../../src/domain/plan/outputs.js';
import { ATTRIBUTION, placeOf, refOf, type Ec2Harness } from './ec2-harness.js';
import { GOLDEN, PARTNER, PROD, SHARED } from './ec2-world.js';

/** What `executeCall` and `checkCondition` promise of permissions. */
export function sharingContract(harness: () => Ec2Harness): void {
  describe('sharing', () => {
    const added: ResolvedCondition = {
      ...placeOf(GOLDEN),
      kind: 'launch-permissions',
      imageId: GOLDEN.id,
      present: [{ kind: 'account', id: PROD }],
      absent: [],
    };

    test('adds the permission once, even if the call is repeated', async () => {
      const before = await harness().executor.checkCondition(added, ATTRIBUTION);
      await harness().executor.executeCall(shareWith(PROD), ATTRIBUTION);
      await harness().executor.executeCall(shareWith(PROD), ATTRIBUTION);

      const facts = await harness().observer.observeImage(refOf(GOLDEN), { launchPermissions: true });
      expect(before.kind).toBe('pending');
      expect(await harness().executor.checkCondition(added, ATTRIBUTION)).toEqual({ kind: 'satisfied' });
      expect(facts.launchPermissions).toEqual({ known: true, value: [{ kind: 'account', id: PROD }] });
    });

    test('removes only the named permission', async () => {
      const imageId = SHARED.id;
      await harness().executor.executeCall(
        {
          ...placeOf(SHARED),
          name: 'ModifyImageAttribute',
          input: { ImageId: imageId, LaunchPermission: { Remove: [{ UserId: PARTNER }] } },
        },
        ATTRIBUTION,
      );

      const status = await harness().executor.checkCondition(
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
      const before = await harness().executor.checkCondition(condition, ATTRIBUTION);
      await harness().executor.executeCall(
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
      expect(await harness().executor.checkCondition(condition, ATTRIBUTION)).toEqual({ kind: 'satisfied' });
    });

    test('is refused in an account that does not own the AMI', async () => {
      const call = {
        ...shareWith(PARTNER),
        account: PROD,
        input: { ...shareWith(PARTNER).input, ImageId: SHARED.id },
      };

      await expect(harness().executor.executeCall(call, ATTRIBUTION)).rejects.toThrow(Rejected);
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
