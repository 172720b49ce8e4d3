import type { Facts } from '../../model/facts.js';
import type { PlanContext, PlanResult } from '../contract.js';
import { deprecateStep, restoreDateUndo } from '../steps/lifecycle.js';
import { ageRow, lastLaunchRow, ownerRow, sharedWithRow, tagsRow, usageRow } from '../evidence.js';
import { imageLabel, formatDateOrTime } from '../../model/format.js';
import { toPlanResult } from '../findings/build.js';
import { usageState, usageByPlace } from '../findings/usage.js';
import { findings } from './findings.js';
import type { DeprecateInput } from './input.js';

/** One call; a date that the AMI has already is put back by Undo. */
export function plan({ at }: DeprecateInput, facts: Facts, { directory }: PlanContext): PlanResult {
  const { image, observedAt } = facts;
  const { imageId, region, account } = image;
  const uses = usageByPlace(facts, directory);
  const title = `Deprecate ${imageLabel(image)} on ${formatDateOrTime(at)}`;
  return toPlanResult({
    operation: 'deprecate',
    subject: { imageId, region, account },
    title,
    steps: [
      { ...deprecateStep({ id: 'deprecate', title }, image, at), after: [], ...restoreDateUndo(image, observedAt) },
    ],
    findings: findings({ at, facts, directory }),
    evidence: [
      usageRow(uses),
      sharedWithRow(facts, directory),
      {
        label: 'Deprecation',
        value: image.deprecatedAt === undefined ? 'none yet' : formatDateOrTime(image.deprecatedAt),
      },
      lastLaunchRow(facts),
      ageRow(facts),
      ownerRow(facts, directory),
      ...tagsRow(facts),
    ],
    policyInput: { targets: [], tags: image.tags, inUse: usageState(uses), removesAccess: false },
  });
}
