import type { Facts } from '../../facts/facts.js';
import type { Step } from '../../plan/types.js';
import type { PlanContext, Planned } from '../contract.js';
import { isDeprecated, deprecationNow, presentDateAgain } from '../planning/deprecation.js';
import { disablingStep, enablingAgain } from '../planning/disabling.js';
import { imageLabel } from '../planning/image-label.js';
import { observed } from '../planning/observed.js';
import { planned } from '../planning/planned.js';
import { removalEvidence } from '../planning/removal-evidence.js';
import { deregistering } from '../planning/removing.js';
import { takenAway, usesOf } from '../planning/use.js';
import { durationLabel } from '../planning/wording.js';
import { findings } from './findings.js';
import type { RetireInput } from './input.js';

/** Three rungs, each half the duration after the one before; those that the AMI is past already are left out. */
export function plan({ overMs, snapshots }: RetireInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image } = facts;
  const { imageId, region, account } = image;
  const uses = usesOf(facts, directory);
  return planned({
    operation: 'retire',
    subject: { imageId, region, account },
    title: `Retire ${imageLabel(image)} over ${durationLabel(overMs)}${snapshots ? ' and delete its snapshots' : ''}`,
    steps: inTurn(rungs(facts, snapshots, Math.ceil(overMs / 2))),
    findings: findings({ facts, directory, uses, snapshots }),
    evidence: removalEvidence(facts, directory, uses),
    scope: takenAway(facts, uses),
  });
}

function rungs(facts: Facts, snapshots: boolean, waitMs: number): readonly Omit<Step, 'after'>[] {
  const { image, observedAt } = facts;
  const label = imageLabel(image);
  const deprecate: Omit<Step, 'after'> = {
    ...deprecationNow({ id: 'deprecate', title: `Deprecate ${label} now` }, image),
    ...presentDateAgain(image, observedAt),
  };
  const disable: Omit<Step, 'after'> = {
    ...disablingStep({ id: 'disable', title: `Disable ${label}` }, image),
    waitMs,
    undo: enablingAgain(image, observed(facts.launchPermissions)),
  };
  return [
    ...(isDeprecated(facts) ? [] : [deprecate]),
    ...(image.state === 'disabled' ? [] : [disable]),
    { ...deregistering(facts, snapshots), waitMs },
  ];
}

function inTurn(steps: readonly Omit<Step, 'after'>[]): readonly Step[] {
  return steps.map((step, index) => ({
    ...step,
    after: steps
      .slice(0, index)
      .slice(-1)
      .map(({ id }) => id),
  }));
}
