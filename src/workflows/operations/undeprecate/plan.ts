import type { Facts } from '../../facts/facts.js';
import type { PlanContext, Planned } from '../contract.js';
import { presentDateAgain, undeprecationStep } from '../planning/deprecation.js';
import { ageRow, lastLaunchRow, ownerRow, sharedWithRow, tagsRow } from '../planning/evidence.js';
import { imageLabel } from '../planning/image-label.js';
import { planned } from '../planning/planned.js';
import { dateOrTime } from '../planning/wording.js';
import { findings } from './findings.js';
import type { UndeprecateInput } from './input.js';

/** One call. */
export function plan(_input: UndeprecateInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image, observedAt } = facts;
  const { imageId, region, account, deprecatedAt } = image;
  const title = `No longer deprecate ${imageLabel(image)}`;
  return planned({
    operation: 'undeprecate',
    subject: { imageId, region, account },
    title,
    steps: [
      { ...undeprecationStep({ id: 'undeprecate', title }, image), after: [], ...presentDateAgain(image, observedAt) },
    ],
    findings: findings(facts, directory),
    evidence: [
      { label: 'Deprecation', value: deprecatedAt === undefined ? 'none' : dateOrTime(deprecatedAt) },
      sharedWithRow(facts, directory),
      lastLaunchRow(facts),
      ageRow(facts),
      ownerRow(facts, directory),
      ...tagsRow(facts),
    ],
    scope: { targets: [], tags: image.tags, inUse: 'unknown', takesAway: false },
  });
}
