import { granteeLabel, includes, keyOf } from './grantee.js';
import type { Directory } from '../../facts/directory.js';
import type { Facts, Grantee } from '../../facts/facts.js';
import type { Fact } from '../../facts/known.js';
import type { Step } from '../../plan/types.js';
import { backingOf, observed, type Backing } from './observed.js';
import { launchPermissionStep, reversible, volumePermissionStep } from './permission-steps.js';

export interface Way {
  readonly direction: 'add' | 'remove';
  /** Begins the ids of the steps. */
  readonly name: 'share' | 'unshare';
  readonly title: (whom: string, what: string) => string;
  /** Of what takes it back. */
  readonly back: (whom: string, what: string) => string;
}

export const GIVE: Way = {
  direction: 'add',
  name: 'share',
  title: (whom, what) => `Let ${whom} ${what}`,
  back: (whom, what) => `No longer let ${whom} ${what}`,
};

export const TAKE: Way = {
  direction: 'remove',
  name: 'unshare',
  title: (whom, what) => `No longer let ${whom} ${what}`,
  back: (whom, what) => `Let ${whom} ${what} again`,
};

/**
 * What is to be changed for one target alone, so that one that EC2 refuses does not keep the others from it: the launch
 * permission, then the permission to make volumes from every snapshot. Snapshots are given only to whoever may launch the
 * AMI, and taken away each by itself: one that fails must not keep the others open.
 */
export function targetSteps(way: Way, target: Grantee, facts: Facts, directory: Directory): readonly Step[] {
  const { image } = facts;
  const { imageId } = image;
  const whom = granteeLabel(target, directory);
  const id = `${way.name}-${keyOf(target)}`;
  const permissions = observed(facts.launchPermissions);
  const parts = { id, title: way.title(whom, `launch ${imageId}`), after: [] };
  const launch = launchPermissionStep(parts, image, imageId, way.direction, [target]);
  const steps = isToChange(way, target, permissions)
    ? [undoable(launch, permissions, way.back(whom, `launch ${imageId}`))]
    : [];
  const after = way.direction === 'add' ? steps.map((step) => step.id) : [];
  const volumes = target.kind === 'account' ? backingOf(facts).flatMap((backing) => volumeStep(backing)) : [];
  return [...steps, ...volumes];

  function volumeStep({ snapshotId, snapshot, permissions: present }: Backing): readonly Step[] {
    const isForeign = snapshot.known && snapshot.value.ownerId !== image.ownerId;
    if (isForeign || !isToChange(way, target, present)) return [];
    const ofVolume = { id: `${id}-${snapshotId}`, title: way.title(whom, `copy ${snapshotId}`), after };
    const step = volumePermissionStep(ofVolume, image, snapshotId, way.direction, [target]);
    return [undoable(step, present, way.back(whom, `copy ${snapshotId}`))];
  }
}

/** Also where it is not known who has it: adding twice, or removing what is not there, changes nothing. */
function isToChange({ direction }: Way, target: Grantee, present: Fact<readonly Grantee[]>): boolean {
  return !present.known || includes(present.value, target) === (direction === 'remove');
}

/** What somebody may have had before is not taken away by Undo. */
function undoable(step: Step, present: Fact<unknown>, title: string): Step {
  return present.known ? reversible(step, title) : step;
}
