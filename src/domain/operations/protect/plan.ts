import type { Facts } from '../../model/facts.js';
import type { PlanContext, PlanResult, ImageInput } from '../contract.js';
import { ageRow, lastLaunchRow, ownerRow, sharedWithRow, tagsRow, usageRow } from '../evidence.js';
import { imageLabel } from '../../model/format.js';
import { toPlanResult } from '../findings/build.js';
import { protectStep, unprotectStep } from '../steps/lifecycle.js';
import { protectionLabel } from '../findings/lifecycle.js';
import { usageState, usageByPlace } from '../findings/usage.js';
import { findings } from './findings.js';

/** One call, without a cooldown: the requester expects to be able to revert it. */
export function plan(_input: ImageInput, facts: Facts, { directory }: PlanContext): PlanResult {
  const { image } = facts;
  const { imageId, region, account } = image;
  const uses = usageByPlace(facts, directory);
  const title = `Protect ${imageLabel(image)} from deregistration`;
  const undo = [unprotectStep({ id: 'undo-protect', title: `No longer protect ${imageId}` }, image)];
  return toPlanResult({
    operation: 'protect',
    subject: { imageId, region, account },
    title,
    steps: [{ ...protectStep({ id: 'protect', title }, image, false), after: [], undo }],
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
