import type { Facts } from '../../model/facts.js';
import type { PlanContext, PlanResult, ImageInput } from '../contract.js';
import { ageRow, lastLaunchRow, ownerRow, sharedWithRow, tagsRow, usageRow } from '../evidence.js';
import { imageLabel } from '../../model/format.js';
import { toPlanResult } from '../findings/build.js';
import { protectStep, unprotectStep } from '../steps/lifecycle.js';
import { hasCooldown, protectionLabel } from '../findings/lifecycle.js';
import { usageState, usageByPlace } from '../findings/usage.js';
import { findings } from './findings.js';

/** One call; Undo turns the same kind of protection on again. */
export function plan(_input: ImageInput, facts: Facts, { directory }: PlanContext): PlanResult {
  const { image } = facts;
  const { imageId, region, account } = image;
  const uses = usageByPlace(facts, directory);
  const title = `No longer protect ${imageLabel(image)} from deregistration`;
  const undoHeader = { id: 'undo-unprotect', title: `Protect ${imageId} again` };
  return toPlanResult({
    operation: 'unprotect',
    subject: { imageId, region, account },
    title,
    steps: [
      {
        ...unprotectStep({ id: 'unprotect', title }, image),
        after: [],
        undo: [protectStep(undoHeader, image, hasCooldown(image))],
      },
    ],
    findings: findings(facts, directory),
    evidence: [
      { label: 'Protection', value: protectionLabel(image) },
      usageRow(uses),
      sharedWithRow(facts, directory),
      lastLaunchRow(facts),
      ageRow(facts),
      ownerRow(facts, directory),
      ...tagsRow(facts),
    ],
    policyInput: { targets: [], tags: image.tags, inUse: usageState(uses), removesAccess: false },
  });
}
