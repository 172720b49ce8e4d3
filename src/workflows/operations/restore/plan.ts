import { accountLabel, type Directory } from '../../facts/directory.js';
import type { RecycledFacts } from '../../facts/recycled.js';
import type { Evidence, Step } from '../../plan/types.js';
import type { PlanContext, Planned } from '../contract.js';
import { imageLabel } from '../planning/image-label.js';
import { because } from '../planning/observed.js';
import { planned } from '../planning/planned.js';
import { removingStep } from '../planning/removing.js';
import { restoringImage, restoringSnapshot } from '../planning/restoring.js';
import { clip, counted, dateOrTime, dayAndAge, listed } from '../planning/wording.js';
import { findings } from './findings.js';
import type { RestoreInput } from './input.js';

/** Restores the snapshots that were made for the AMI, then the AMI. */
export function plan(_input: RestoreInput, facts: RecycledFacts, { directory }: PlanContext): Planned {
  const { imageId, region, account } = facts.image;
  return planned({
    operation: 'restore',
    subject: { imageId, region, account },
    title: `Restore ${imageLabel(facts.image)} from the Recycle Bin`,
    steps: stepsFor(facts),
    findings: findings(facts),
    evidence: evidence(facts, directory),
    // What it will be like cannot be seen before it is back.
    scope: { targets: [], tags: {}, inUse: 'unknown', takesAway: false },
  });
}

function stepsFor({ image, snapshots }: RecycledFacts): readonly Step[] {
  const { imageId } = image;
  const ids = snapshots.known ? snapshots.value.map(({ snapshotId }) => snapshotId) : [];
  const before = ids.map((id): Step => {
    // To delete them again might be for good: they stay, and plans say so.
    return { ...restoringSnapshot({ id: `restore-${id}`, title: `Restore snapshot ${id}` }, image, id), after: [] };
  });
  const restoring = restoringImage({ id: 'restore', title: `Restore ${imageId}` }, image);
  const undo = [removingStep({ id: 'undo-restore', title: `Deregister ${imageId} again` }, image, false)];
  return [...before, { ...restoring, after: before.map(({ id }) => id), undo }];
}

function evidence({ image, snapshots, observedAt }: RecycledFacts, directory: Directory): readonly Evidence[] {
  const { account, description, enteredAt, exitsAt } = image;
  return [
    { label: 'Deregistered', value: enteredAt === undefined ? 'not known' : dayAndAge(enteredAt, observedAt) },
    { label: 'Kept until', value: exitsAt === undefined ? 'not known' : dateOrTime(exitsAt) },
    { label: 'Snapshots in the Recycle Bin', value: snapshotsLabel(snapshots) },
    { label: 'Owner', value: accountLabel(directory, account) },
    ...(description === '' ? [] : [{ label: 'Description', value: clip(description, 300) }]),
  ];
}

function snapshotsLabel(snapshots: RecycledFacts['snapshots']): string {
  if (!snapshots.known) return `not known: ${because(snapshots)}`;
  if (snapshots.value.length === 0) return 'none that was made for it';
  const ids = snapshots.value.map(({ snapshotId }) => snapshotId);
  return `${counted(ids.length, 'snapshot')}: ${listed(ids)}`;
}
