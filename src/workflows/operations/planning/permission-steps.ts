import type { Grantee } from '../../facts/facts.js';
import type { ImageRef } from '../../facts/image.js';
import type { Text } from '../../plan/calls.js';
import type { Call, Condition, Step } from '../../plan/types.js';
import { accountsOf, launchPermission } from './grantee.js';

type Direction = 'add' | 'remove';
type Place = Pick<ImageRef, 'account' | 'region'>;
type StepParts = Pick<Step, 'id' | 'title' | 'after'>;

/** One `ModifyImageAttribute`, done when the permissions read so. */
export function launchPermissionStep<Parts extends Pick<Step, 'id' | 'title'>>(
  parts: Parts,
  place: Place,
  imageId: Text,
  direction: Direction,
  grantees: readonly Grantee[],
): Parts & Pick<Step, 'call' | 'until'> {
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

/**
 * A permission step with the opposite call as its undo. Only for a step that is known to change something for everybody
 * in it: what somebody had before is not to be taken away.
 */
export function reversible(step: Step, title: string): Step {
  const call = oppositeOf(step.call);
  if (call === undefined) return step;
  const until = step.until === undefined ? undefined : oppositeCondition(step.until);
  return { ...step, undo: [{ id: `undo-${step.id}`, title, call, ...(until === undefined ? {} : { until }) }] };
}

function oppositeOf(call: Call): Call | undefined {
  if (call.name === 'ModifyImageAttribute') {
    const { Add, Remove } = call.input.LaunchPermission;
    const LaunchPermission = {
      ...(Remove === undefined ? {} : { Add: Remove }),
      ...(Add === undefined ? {} : { Remove: Add }),
    };
    return { ...call, input: { ...call.input, LaunchPermission } };
  }
  if (call.name !== 'ModifySnapshotAttribute') return undefined;
  return { ...call, input: { ...call.input, OperationType: call.input.OperationType === 'add' ? 'remove' : 'add' } };
}

function oppositeCondition(until: Condition): Condition | undefined {
  const isPermissions = until.kind === 'launch-permissions' || until.kind === 'volume-permissions';
  return isPermissions ? { ...until, present: until.absent, absent: until.present } : undefined;
}

function wanted(
  direction: Direction,
  grantees: readonly Grantee[],
): { readonly present: readonly Grantee[]; readonly absent: readonly Grantee[] } {
  return direction === 'add' ? { present: grantees, absent: [] } : { present: [], absent: grantees };
}
