import type { Facts } from '../../facts/facts.js';
import type { PlanContext, Planned } from '../contract.js';
import {
  ageRow,
  encryptionRow,
  lastLaunchRow,
  ownerRow,
  sharedWithRow,
  snapshotsRow,
  tagsRow,
} from '../planning/evidence.js';
import { granteeLabel, policyTarget } from '../planning/grantee.js';
import { imageLabel } from '../planning/image-label.js';
import { inParts } from '../planning/in-parts.js';
import { planned } from '../planning/planned.js';
import { GIVE, targetSteps } from '../planning/target-steps.js';
import { listed } from '../planning/wording.js';
import { findings } from './findings.js';
import type { ShareInput } from './input.js';

const SAID = { done: 'Shared with', partly: 'Shared only in part with', failed: 'Not shared with' } as const;

/** Adds what is not there yet, for each target by itself. */
export function plan({ targets }: ShareInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image } = facts;
  const each = targets.map((target) => ({
    label: granteeLabel(target, directory),
    steps: targetSteps(GIVE, target, facts, directory),
  }));
  const steps = each.flatMap((target) => target.steps);
  const { imageId, region, account } = image;
  return planned({
    operation: 'share',
    subject: { imageId, region, account },
    title: `Share ${imageLabel(image)} with ${listed(each.map(({ label }) => label))}`,
    steps,
    ...inParts(SAID, each),
    findings: findings({ targets, facts, directory, nothingToDo: steps.length === 0 }),
    evidence: [
      sharedWithRow(facts, directory),
      encryptionRow(facts),
      ownerRow(facts, directory),
      snapshotsRow(facts),
      ageRow(facts),
      lastLaunchRow(facts),
      ...tagsRow(facts),
    ],
    scope: { targets: targets.map(policyTarget), tags: image.tags, inUse: 'unknown', takesAway: false },
  });
}
