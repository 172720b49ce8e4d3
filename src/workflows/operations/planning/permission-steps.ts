import type { Grantee } from '../../facts/facts.js';
import type { ImageRef } from '../../facts/image.js';
import type { Text } from '../../plan/calls.js';
import type { Step } from '../../plan/types.js';
import { accountsOf, launchPermission } from './grantee.js';

type Direction = 'add' | 'remove';
type Place = Pick<ImageRef, 'account' | 'region'>;
type StepParts = Pick<Step, 'id' | 'title' | 'after'>;

/** One `ModifyImageAttribute`, done when the permissions read so. */
export function launchPermissionStep(
  parts: StepParts,
  place: Place,
  imageId: Text,
  direction: Direction,
  grantees: readonly Grantee[],
): Step {
  const entries = grantees.map(launchPermission);
  return {
    ...parts,
    call: {
      name: 'ModifyImageAttribute',
      account: place.account,
      region: place.region,
      input: { ImageId: imageId, LaunchPermission: direction === 'add' ? { Add: entries } : { Remove: entries } },
    },
    until: { kind: 'launch-permissions', imageId, ...wanted(direction, grantees) },
  };
}

/** One `ModifySnapshotAttribute`; snapshots take accounts only. At most 500 changes a call. (EC2 API) */
export function volumePermissionStep(
  parts: StepParts,
  place: Place,
  snapshotId: Text,
  direction: Direction,
  accounts: readonly Grantee[],
): Step {
  return {
    ...parts,
    call: {
      name: 'ModifySnapshotAttribute',
      account: place.account,
      region: place.region,
      input: {
        SnapshotId: snapshotId,
        Attribute: 'createVolumePermission',
        OperationType: direction,
        UserIds: accountsOf(accounts),
      },
    },
    until: { kind: 'volume-permissions', snapshotId, ...wanted(direction, accounts) },
  };
}

function wanted(
  direction: Direction,
  grantees: readonly Grantee[],
): { readonly present: readonly Grantee[]; readonly absent: readonly Grantee[] } {
  return direction === 'add' ? { present: grantees, absent: [] } : { present: [], absent: grantees };
}
