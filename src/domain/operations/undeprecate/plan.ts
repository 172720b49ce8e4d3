import type { Facts } from '../../model/facts.js';
import type { PlanContext, PlanResult, ImageInput } from '../contract.js';
import { restoreDateUndo, undeprecateStep } from '../steps/lifecycle.js';
import { ageRow, lastLaunchRow, ownerRow, sharedWithRow, tagsRow } from '../evidence.js';
import { imageLabel, formatDateOrTime } from '../../model/format.js';
import { toPlanResult } from '../findings/build.js';
import { findings } from './findings.js';

/** One call. */
export function plan(_input: ImageInput, facts: Facts, { directory }: PlanContext): PlanResult {
  const { image, observedAt } = facts;
  const { imageId, region, account, deprecatedAt } = image;
  const title = `No longer deprecate ${imageLabel(image)}`;
  return toPlanResult({
    operation: 'undeprecate',
    subject: { imageId, region, account },
    title,
    steps: [
      { ...undeprecateStep({ id: 'undeprecate', title }, image), after: [], ...restoreDateUndo(image, observedAt) },
    ],
    findings: findings(facts, directory),
    evidence: [
      { label: 'Deprecation', value: deprecatedAt === undefined ? 'none' : formatDateOrTime(deprecatedAt) },
      sharedWithRow(facts, directory),
      lastLaunchRow(facts),
      ageRow(facts),
      ownerRow(facts, directory),
      ...tagsRow(facts),
    ],
    policyInput: { targets: [], tags: image.tags, inUse: 'unknown', removesAccess: false },
  });
}
