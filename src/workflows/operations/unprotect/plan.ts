import type { Facts } from '../../facts/facts.js';
import type { PlanContext, Planned } from '../contract.js';
import { ageRow, lastLaunchRow, ownerRow, sharedWithRow, tagsRow, useRow } from '../planning/evidence.js';
import { imageLabel } from '../planning/image-label.js';
import { planned } from '../planning/planned.js';
import { protectingStep, unprotectingStep } from '../planning/protecting.js';
import { hasCooldown, protectionLabel } from '../planning/protection.js';
import { inUse, usesOf } from '../planning/use.js';
import { findings } from './findings.js';
import type { UnprotectInput } from './input.js';

/** One call; Undo turns the same kind of protection on again. */
export function plan(_input: UnprotectInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image } = facts;
  const { imageId, region, account } = image;
  const uses = usesOf(facts, directory);
  const title = `No longer protect ${imageLabel(image)} from deregistration`;
  const again = { id: 'undo-unprotect', title: `Protect ${imageId} again` };
  return planned({
    operation: 'unprotect',
    subject: { imageId, region, account },
    title,
    steps: [
      {
        ...unprotectingStep({ id: 'unprotect', title }, image),
        after: [],
        undo: [protectingStep(again, image, hasCooldown(image))],
      },
    ],
    findings: findings(facts, directory),
    evidence: [
      { label: 'Protection', value: protectionLabel(image) },
      useRow(uses),
      sharedWithRow(facts, directory),
      lastLaunchRow(facts),
      ageRow(facts),
      ownerRow(facts, directory),
      ...tagsRow(facts),
    ],
    scope: { targets: [], tags: image.tags, inUse: inUse(uses), takesAway: false },
  });
}
