import type { Facts } from '../../facts/facts.js';
import type { PlanContext, Planned } from '../contract.js';
import { deprecationStep, presentDateAgain } from '../planning/deprecation.js';
import { ageRow, lastLaunchRow, ownerRow, sharedWithRow, tagsRow, useRow } from '../planning/evidence.js';
import { imageLabel } from '../planning/image-label.js';
import { planned } from '../planning/planned.js';
import { inUse, usesOf } from '../planning/use.js';
import { dateOrTime } from '../planning/wording.js';
import { findings } from './findings.js';
import type { DeprecateInput } from './input.js';

/** One call; a date that the AMI has already is put back by Undo. */
export function plan({ at }: DeprecateInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image, observedAt } = facts;
  const { imageId, region, account } = image;
  const uses = usesOf(facts, directory);
  const title = `Deprecate ${imageLabel(image)} on ${dateOrTime(at)}`;
  return planned({
    operation: 'deprecate',
    subject: { imageId, region, account },
    title,
    steps: [
      { ...deprecationStep({ id: 'deprecate', title }, image, at), after: [], ...presentDateAgain(image, observedAt) },
    ],
    findings: findings({ at, facts, directory }),
    evidence: [
      useRow(uses),
      sharedWithRow(facts, directory),
      {
        label: 'Deprecation',
        value: image.deprecatedAt === undefined ? 'none so far' : dateOrTime(image.deprecatedAt),
      },
      lastLaunchRow(facts),
      ageRow(facts),
      ownerRow(facts, directory),
      ...tagsRow(facts),
    ],
    scope: { targets: [], tags: image.tags, inUse: inUse(uses), takesAway: false },
  });
}
