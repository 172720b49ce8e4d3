import type { Facts } from '../../facts/facts.js';
import type { Step } from '../../plan/types.js';
import type { PlanContext, Planned } from '../contract.js';
import {
  ageRow,
  costRow,
  lastLaunchRow,
  ownerRow,
  recycleBinRow,
  sharedWithRow,
  snapshotsRow,
  tagsRow,
  useRow,
} from '../planning/evidence.js';
import { imageLabel } from '../planning/image-label.js';
import { planned } from '../planning/planned.js';
import { protectionLabel } from '../planning/protection.js';
import { removingStep } from '../planning/removing.js';
import { restoringAgain } from '../planning/restoring.js';
import { inUse, usesOf } from '../planning/use.js';
import { findings } from './findings.js';
import type { DeregisterInput } from './input.js';

/** One call; its answer tells what became of each snapshot. */
export function plan({ snapshots }: DeregisterInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image } = facts;
  const { imageId, region, account } = image;
  const uses = usesOf(facts, directory);
  const title = `Deregister ${imageLabel(image)}${snapshots ? ' and delete its snapshots' : ''}`;
  const undo = restoringAgain(facts, snapshots);
  const step: Step = {
    ...removingStep({ id: 'deregister', title }, image, snapshots),
    after: [],
    ...(undo === undefined ? {} : { undo }),
  };
  return planned({
    operation: 'deregister',
    subject: { imageId, region, account },
    title,
    steps: [step],
    findings: findings({ facts, directory, uses, snapshots }),
    evidence: [
      useRow(uses),
      sharedWithRow(facts, directory),
      lastLaunchRow(facts),
      ageRow(facts),
      costRow(facts),
      recycleBinRow(facts),
      { label: 'Protection', value: protectionLabel(image) },
      snapshotsRow(facts),
      ownerRow(facts, directory),
      ...tagsRow(facts),
    ],
    scope: { targets: [], tags: image.tags, inUse: inUse(uses), takesAway: true },
  });
}
