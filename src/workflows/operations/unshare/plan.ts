import type { Directory } from '../../facts/directory.js';
import type { Facts, Grantee } from '../../facts/facts.js';
import type { Fact } from '../../facts/known.js';
import type { Step } from '../../plan/types.js';
import type { PlanContext, Planned } from '../contract.js';
import { ageRow, lastLaunchRow, ownerRow, sharedWithRow, snapshotsRow, tagsRow, useRow } from '../planning/evidence.js';
import { granteeLabel, includes, policyTarget } from '../planning/grantee.js';
import { imageLabel } from '../planning/image-label.js';
import { backingOf, observed } from '../planning/observed.js';
import { launchPermissionStep, reversible, volumePermissionStep } from '../planning/permission-steps.js';
import { planned } from '../planning/planned.js';
import { inUse, usesOfTargets } from '../planning/use.js';
import { listed } from '../planning/wording.js';
import { findings } from './findings.js';
import type { UnshareInput } from './input.js';

/** Removes only what was asked for and is there, from the AMI and from every snapshot. */
export function plan({ targets }: UnshareInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image } = facts;
  const steps = [...launchSteps(targets, facts, directory), ...volumeSteps(targets, facts, directory)];
  const uses = usesOfTargets(targets, facts, directory);
  const whom = listed(targets.map((target) => granteeLabel(target, directory)));
  const { imageId, region, account } = image;
  return planned({
    operation: 'unshare',
    subject: { imageId, region, account },
    title: `Stop sharing ${imageLabel(image)} with ${whom}`,
    steps,
    findings: findings({ targets, facts, directory, uses, nothingToDo: steps.length === 0 }),
    evidence: [
      useRow(uses),
      sharedWithRow(facts, directory),
      lastLaunchRow(facts),
      ownerRow(facts, directory),
      snapshotsRow(facts),
      ageRow(facts),
      ...tagsRow(facts),
    ],
    scope: { targets: targets.map(policyTarget), tags: image.tags, inUse: inUse(uses), takesAway: false },
  });
}

function launchSteps(targets: readonly Grantee[], facts: Facts, directory: Directory): readonly Step[] {
  const { image } = facts;
  const permissions = observed(facts.launchPermissions);
  const grantees = present(targets, permissions);
  if (grantees.length === 0) return [];
  const whom = labels(grantees, directory);
  const title = `No longer let ${whom} launch ${image.imageId}`;
  const step = launchPermissionStep({ id: 'unshare', title, after: [] }, image, image.imageId, 'remove', grantees);
  return [permissions.known ? reversible(step, `Let ${whom} launch ${image.imageId} again`) : step];
}

/** Each by itself: one that fails must not keep the others open. */
function volumeSteps(targets: readonly Grantee[], facts: Facts, directory: Directory): readonly Step[] {
  const { image } = facts;
  const accounts = targets.filter(({ kind }) => kind === 'account');
  return backingOf(facts).flatMap(({ snapshotId, snapshot, permissions }) => {
    const grantees = present(accounts, permissions);
    if (grantees.length === 0 || (snapshot.known && snapshot.value.ownerId !== image.ownerId)) return [];
    const whom = labels(grantees, directory);
    const parts = { id: `unshare-${snapshotId}`, title: `No longer let ${whom} copy ${snapshotId}`, after: [] };
    const step = volumePermissionStep(parts, image, snapshotId, 'remove', grantees);
    return [permissions.known ? reversible(step, `Let ${whom} copy ${snapshotId} again`) : step];
  });
}

/** Those who have it; everybody where it is not known who has: removing what is not there changes nothing. */
function present(asked: readonly Grantee[], permissions: Fact<readonly Grantee[]>): readonly Grantee[] {
  return permissions.known ? asked.filter((grantee) => includes(permissions.value, grantee)) : asked;
}

function labels(grantees: readonly Grantee[], directory: Directory): string {
  return listed(grantees.map((grantee) => granteeLabel(grantee, directory)));
}
