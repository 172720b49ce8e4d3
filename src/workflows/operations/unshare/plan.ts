import type { Facts } from '../../facts/facts.js';
import type { PlanContext, Planned } from '../contract.js';
import { ageRow, lastLaunchRow, ownerRow, sharedWithRow, snapshotsRow, tagsRow, useRow } from '../planning/evidence.js';
import { granteeLabel, policyTarget } from '../planning/grantee.js';
import { imageLabel } from '../planning/image-label.js';
import { inParts } from '../planning/in-parts.js';
import { planned } from '../planning/planned.js';
import { TAKE, targetSteps } from '../planning/target-steps.js';
import { inUse, usesOfTargets } from '../planning/use.js';
import { listed } from '../planning/wording.js';
import { findings } from './findings.js';
import type { UnshareInput } from './input.js';

const SAID = {
  done: 'No longer shared with',
  partly: 'Taken back only in part from',
  failed: 'Still shared with',
} as const;

/** Removes only what was asked for and is there, from each target by itself. */
export function plan({ targets }: UnshareInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image } = facts;
  const each = targets.map((target) => ({
    label: granteeLabel(target, directory),
    steps: targetSteps(TAKE, target, facts, directory),
  }));
  const steps = each.flatMap((target) => target.steps);
  const uses = usesOfTargets(targets, facts, directory);
  const { imageId, region, account } = image;
  return planned({
    operation: 'unshare',
    subject: { imageId, region, account },
    title: `Stop sharing ${imageLabel(image)} with ${listed(each.map(({ label }) => label))}`,
    steps,
    ...inParts(SAID, each),
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
