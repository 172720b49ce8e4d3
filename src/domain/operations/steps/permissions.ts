import { omitUndefined } from '../../model/omit-undefined.js';
import type { Directory } from '../../model/directory.js';
import type { Fact } from '../../model/fact.js';
import type { Facts, Grantee } from '../../model/facts.js';
import { accountIds, granteeLabel, granteeSlug, hasGrantee, toLaunchPermission } from '../../model/grantee.js';
import type { ImageRef } from '../../model/image.js';
import { backingSnapshots, type ObservedSnapshot, orNotObserved } from '../../model/observed-facts.js';
import { grantChanges, isPublicGrant } from '../../plan/grants.js';
import type { TextOrRef } from '../../plan/call-inputs.js';
import type { Call, PerTarget, Plan, Step, WaitCondition } from '../../plan/types.js';

/** Returns a plan for several targets, or the plain plan if only one target needs a change. */
export function toPerTarget(
  phrases: PerTarget['phrases'],
  targets: readonly { readonly label: string; readonly steps: readonly Pick<Step, 'id'>[] }[],
): Pick<Plan, 'perTarget'> {
  const targetParts = targets.filter(({ steps }) => steps.length > 0);
  if (targetParts.length < 2) return {};
  return {
    perTarget: {
      phrases,
      targets: targetParts.map(({ label, steps }) => ({ label, steps: steps.map(({ id }) => id) })),
    },
  };
}

type Direction = 'add' | 'remove';
type StepPlace = Pick<ImageRef, 'account' | 'region'>;
type ImageTarget = StepPlace & { readonly imageId: TextOrRef };
type SnapshotTarget = StepPlace & { readonly snapshotId: TextOrRef };
type StepHeader = Pick<Step, 'id' | 'title' | 'after'>;

/** One `ModifyImageAttribute`, done when the permissions read so. */
export function launchPermissionStep<Parts extends Pick<Step, 'id' | 'title'>>(
  header: Parts,
  { account, region, imageId }: ImageTarget,
  direction: Direction,
  grantees: readonly Grantee[],
): Parts & Pick<Step, 'call' | 'waitFor'> {
  const entries = grantees.map(toLaunchPermission);
  return {
    ...header,
    call: {
      name: 'ModifyImageAttribute',
      account,
      region,
      input: { ImageId: imageId, LaunchPermission: direction === 'add' ? { Add: entries } : { Remove: entries } },
    },
    waitFor: { kind: 'launch-permissions', imageId, ...expectedPermissions(direction, grantees) },
  };
}

/** One `ModifySnapshotAttribute`; snapshots take accounts only. At most 500 changes a call. (EC2 API) */
export function volumePermissionStep(
  header: StepHeader,
  { account, region, snapshotId }: SnapshotTarget,
  direction: Direction,
  accounts: readonly Grantee[],
): Step {
  return {
    ...header,
    call: {
      name: 'ModifySnapshotAttribute',
      account,
      region,
      input: {
        SnapshotId: snapshotId,
        Attribute: 'createVolumePermission',
        OperationType: direction,
        UserIds: accountIds(accounts),
      },
    },
    waitFor: { kind: 'volume-permissions', snapshotId, ...expectedPermissions(direction, accounts) },
  };
}

/**
 * Returns a permission step with the opposite call as its undo. Only for a step that changes every grantee in it: a
 * permission that existed before must not be revoked. Undo never makes an AMI public: such a step has no undo.
 */
export function withInverseUndo(step: Step, title: string): Step {
  const call = invertCall(step.call);
  if (call === undefined || grantChanges(call).some(isPublicGrant)) return step;
  const condition = step.waitFor === undefined ? undefined : invertCondition(step.waitFor);
  return {
    ...step,
    undo: [{ id: `undo-${step.id}`, title, call, ...omitUndefined({ waitFor: condition }) }],
  };
}

function invertCall(call: Call): Call | undefined {
  if (call.name === 'ModifyImageAttribute') {
    const { Add, Remove } = call.input.LaunchPermission;
    const LaunchPermission = {
      ...omitUndefined({ Add: Remove, Remove: Add }),
    };
    return { ...call, input: { ...call.input, LaunchPermission } };
  }
  if (call.name !== 'ModifySnapshotAttribute') return undefined;
  return { ...call, input: { ...call.input, OperationType: call.input.OperationType === 'add' ? 'remove' : 'add' } };
}

function invertCondition(condition: WaitCondition): WaitCondition | undefined {
  const isPermissions = condition.kind === 'launch-permissions' || condition.kind === 'volume-permissions';
  return isPermissions ? { ...condition, present: condition.absent, absent: condition.present } : undefined;
}

function expectedPermissions(
  direction: Direction,
  grantees: readonly Grantee[],
): { readonly present: readonly Grantee[]; readonly absent: readonly Grantee[] } {
  return direction === 'add' ? { present: grantees, absent: [] } : { present: [], absent: grantees };
}

export interface AccessChange {
  readonly direction: 'add' | 'remove';
  /** Begins the ids of the steps. */
  readonly name: 'share' | 'unshare';
  readonly title: (recipient: string, action: string) => string;
  /** The undo steps. */
  readonly undoTitle: (recipient: string, action: string) => string;
}

export const GRANT: AccessChange = {
  direction: 'add',
  name: 'share',
  title: (recipient, action) => `Let ${recipient} ${action}`,
  undoTitle: (recipient, action) => `No longer let ${recipient} ${action}`,
};

export const REVOKE: AccessChange = {
  direction: 'remove',
  name: 'unshare',
  title: (recipient, action) => `No longer let ${recipient} ${action}`,
  undoTitle: (recipient, action) => `Let ${recipient} ${action} again`,
};

/**
 * The steps for one target alone, so that a target that EC2 refuses does not block the others: the launch permission,
 * then the permission to create volumes from every snapshot. Snapshots are granted only to accounts that may launch the
 * AMI, and revoked independently: one failure must not keep the others open.
 */
export function targetSteps(
  change: AccessChange,
  target: Grantee,
  facts: Facts,
  directory: Directory,
): readonly Step[] {
  const { image } = facts;
  const { imageId } = image;
  const recipient = granteeLabel(target, directory);
  const id = `${change.name}-${granteeSlug(target)}`;
  const permissions = orNotObserved(facts.launchPermissions);
  const header = { id, title: change.title(recipient, `launch ${imageId}`), after: [] };
  const launch = launchPermissionStep(header, image, change.direction, [target]);
  const steps = needsChange(change, target, permissions)
    ? [withUndoIfKnown(launch, permissions, change.undoTitle(recipient, `launch ${imageId}`))]
    : [];
  const after = change.direction === 'add' ? steps.map((step) => step.id) : [];
  const volumes = target.kind === 'account' ? backingSnapshots(facts).flatMap((backing) => volumeStep(backing)) : [];
  return [...steps, ...volumes];

  function volumeStep({ snapshotId, snapshot, permissions: current }: ObservedSnapshot): readonly Step[] {
    const isForeign = snapshot.known && snapshot.value.ownerId !== image.ownerId;
    if (isForeign || !needsChange(change, target, current)) return [];
    const volumeHeader = { id: `${id}-${snapshotId}`, title: change.title(recipient, `copy ${snapshotId}`), after };
    const step = volumePermissionStep(volumeHeader, { ...image, snapshotId }, change.direction, [target]);
    return [withUndoIfKnown(step, current, change.undoTitle(recipient, `copy ${snapshotId}`))];
  }
}

/** Also if the grantees are unknown: adding twice, or removing what does not exist, changes nothing. */
function needsChange({ direction }: AccessChange, target: Grantee, current: Fact<readonly Grantee[]>): boolean {
  return !current.known || hasGrantee(current.value, target) === (direction === 'remove');
}

/** Undo does not revoke what a grantee may have had before. */
function withUndoIfKnown(step: Step, current: Fact<unknown>, title: string): Step {
  return current.known ? withInverseUndo(step, title) : step;
}
