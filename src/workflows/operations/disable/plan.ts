import type { Facts } from '../../facts/facts.js';
import type { PlanContext, Planned } from '../contract.js';
import { disablingStep, enablingAgain } from '../planning/disabling.js';
import { ageRow, costRow, lastLaunchRow, ownerRow, sharedWithRow, tagsRow, useRow } from '../planning/evidence.js';
import { imageLabel } from '../planning/image-label.js';
import { observed } from '../planning/observed.js';
import { planned } from '../planning/planned.js';
import { takenAway, usesOf } from '../planning/use.js';
import { findings } from './findings.js';
import type { DisableInput } from './input.js';

/** One call; whom it takes the AMI from is written down first, to be given it again by Undo. */
export function plan(_input: DisableInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image } = facts;
  const { imageId, region, account } = image;
  const uses = usesOf(facts, directory);
  const title = `Disable ${imageLabel(image)}`;
  const undo = enablingAgain(image, observed(facts.launchPermissions));
  return planned({
    operation: 'disable',
    subject: { imageId, region, account },
    title,
    steps: [{ ...disablingStep({ id: 'disable', title }, image), after: [], undo }],
    findings: findings({ facts, directory, uses }),
    evidence: [
      useRow(uses),
      sharedWithRow(facts, directory),
      lastLaunchRow(facts),
      ageRow(facts),
      costRow(facts),
      ownerRow(facts, directory),
      ...tagsRow(facts),
    ],
    scope: takenAway(facts, uses),
  });
}
