import type { Facts } from '../../model/facts.js';
import type { PlanContext, PlanResult, ImageInput } from '../contract.js';
import { disableStep, reenableUndo } from '../steps/lifecycle.js';
import { ageRow, costRow, lastLaunchRow, ownerRow, sharedWithRow, tagsRow, usageRow } from '../evidence.js';
import { imageLabel } from '../../model/format.js';
import { orNotObserved } from '../../model/observed-facts.js';
import { toPlanResult } from '../findings/build.js';
import { removalPolicyInput, usageByPlace } from '../findings/usage.js';
import { findings } from './findings.js';

/** One call. Its grantees are recorded first, so that Undo can share with them again. */
export function plan(_input: ImageInput, facts: Facts, { directory }: PlanContext): PlanResult {
  const { image } = facts;
  const { imageId, region, account } = image;
  const uses = usageByPlace(facts, directory);
  const title = `Disable ${imageLabel(image)}`;
  const undo = reenableUndo(image, orNotObserved(facts.launchPermissions));
  return toPlanResult({
    operation: 'disable',
    subject: { imageId, region, account },
    title,
    steps: [{ ...disableStep({ id: 'disable', title }, image), after: [], undo }],
    findings: findings({ facts, directory, uses }),
    evidence: [
      usageRow(uses),
      sharedWithRow(facts, directory),
      lastLaunchRow(facts),
      ageRow(facts),
      costRow(facts),
      ownerRow(facts, directory),
      ...tagsRow(facts),
    ],
    policyInput: removalPolicyInput(facts, uses),
  });
}
