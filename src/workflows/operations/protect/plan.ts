import type { Facts } from '../../facts/facts.js';
import type { PlanContext, Planned } from '../contract.js';
import { ageRow, lastLaunchRow, ownerRow, sharedWithRow, tagsRow, useRow } from '../planning/evidence.js';
import { imageLabel } from '../planning/image-label.js';
import { planned } from '../planning/planned.js';
import { protectingStep, unprotectingStep } from '../planning/protecting.js';
import { protectionLabel } from '../planning/protection.js';
import { inUse, usesOf } from '../planning/use.js';
import { findings } from './findings.js';
import type { ProtectInput } from './input.js';

/** One call, without a cooldown: who asks for it expects to be able to take it back. */
export function plan(_input: ProtectInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image } = facts;
  const { imageId, region, account } = image;
  const uses = usesOf(facts, directory);
  const title = `Protect ${imageLabel(image)} from deregistration`;
  const undo = [unprotectingStep({ id: 'undo-protect', title: `No longer protect ${imageId}` }, image)];
  return planned({
    operation: 'protect',
    subject: { imageId, region, account },
    title,
    steps: [{ ...protectingStep({ id: 'protect', title }, image, false), after: [], undo }],
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
