import { accountLabel, type Directory } from '../../model/directory.js';
import type { RecycledFacts } from '../../model/recycled.js';
import type { Evidence, Step } from '../../plan/types.js';
import type { PlanContext, PlanResult, ImageInput } from '../contract.js';
import { imageLabel, truncate, pluralize, formatDateOrTime, formatDayWithAge, joinList } from '../../model/format.js';
import { reasonText } from '../../model/observed-facts.js';
import { toPlanResult } from '../findings/build.js';
import { deregisterStep, restoreImageStep, restoreSnapshotStep } from '../steps/removal.js';
import { findings } from './findings.js';

/** Restores the snapshots that were made for the AMI, then the AMI. */
export function plan(_input: ImageInput, facts: RecycledFacts, { directory }: PlanContext): PlanResult {
  const { imageId, region, account } = facts.image;
  return toPlanResult({
    operation: 'restore',
    subject: { imageId, region, account },
    title: `Restore ${imageLabel(facts.image)} from the Recycle Bin`,
    steps: restoreSteps(facts),
    findings: findings(facts),
    evidence: evidence(facts, directory),
    // Its state is unknown until it is restored.
    policyInput: { targets: [], tags: {}, inUse: 'unknown', removesAccess: false },
  });
}

function restoreSteps({ image, snapshots }: RecycledFacts): readonly Step[] {
  const { imageId } = image;
  const ids = snapshots.known ? snapshots.value.map(({ snapshotId }) => snapshotId) : [];
  const before = ids.map((id): Step => {
    // Deleting them again might be permanent. They stay, and plans say so.
    return { ...restoreSnapshotStep({ id: `restore-${id}`, title: `Restore snapshot ${id}` }, image, id), after: [] };
  });
  const restoreImage = restoreImageStep({ id: 'restore', title: `Restore ${imageId}` }, image);
  const undo = [deregisterStep({ id: 'undo-restore', title: `Deregister ${imageId} again` }, image, false)];
  return [...before, { ...restoreImage, after: before.map(({ id }) => id), undo }];
}

function evidence({ image, snapshots, observedAt }: RecycledFacts, directory: Directory): readonly Evidence[] {
  const { account, description, enteredAt, exitsAt } = image;
  return [
    { label: 'Deregistered', value: enteredAt === undefined ? 'unknown' : formatDayWithAge(enteredAt, observedAt) },
    { label: 'Retained until', value: exitsAt === undefined ? 'unknown' : formatDateOrTime(exitsAt) },
    { label: 'Snapshots in the Recycle Bin', value: snapshotsLabel(snapshots) },
    { label: 'Owner', value: accountLabel(directory, account) },
    ...(description === '' ? [] : [{ label: 'Description', value: truncate(description, 300) }]),
  ];
}

function snapshotsLabel(snapshots: RecycledFacts['snapshots']): string {
  if (!snapshots.known) return `unknown: ${reasonText(snapshots)}`;
  if (snapshots.value.length === 0) return 'none that was made for it';
  const ids = snapshots.value.map(({ snapshotId }) => snapshotId);
  return `${pluralize(ids.length, 'snapshot')}: ${joinList(ids)}`;
}
