import type { Facts } from '../../model/facts.js';
import type { Step } from '../../plan/types.js';
import type { PlanContext, PlanResult } from '../contract.js';
import { isDeprecated, deprecateNowStep, restoreDateUndo, disableStep, reenableUndo } from '../steps/lifecycle.js';
import { imageLabel, durationLabel } from '../../model/format.js';
import { orNotObserved } from '../../model/observed-facts.js';
import { toPlanResult } from '../findings/build.js';
import { removalEvidence } from '../findings/removal.js';
import { revertibleDeregisterStep } from '../steps/removal.js';
import { removalPolicyInput, usageByPlace } from '../findings/usage.js';
import { findings } from './findings.js';
import type { RetireInput } from './input.js';

/** Three stages, each half of the duration after the one before. Stages that the AMI has passed are left out. */
export function plan({ durationMs, snapshots }: RetireInput, facts: Facts, { directory }: PlanContext): PlanResult {
  const { image } = facts;
  const { imageId, region, account } = image;
  const uses = usageByPlace(facts, directory);
  return toPlanResult({
    operation: 'retire',
    subject: { imageId, region, account },
    title: `Retire ${imageLabel(image)} over ${durationLabel(durationMs)}${snapshots ? ' and delete its snapshots' : ''}`,
    steps: chainSteps(stageSteps(facts, snapshots, Math.ceil(durationMs / 2))),
    findings: findings({ facts, directory, uses, snapshots }),
    evidence: removalEvidence(facts, directory, uses),
    policyInput: removalPolicyInput(facts, uses),
  });
}

function stageSteps(facts: Facts, withSnapshots: boolean, delayMs: number): readonly Omit<Step, 'after'>[] {
  const { image, observedAt } = facts;
  const label = imageLabel(image);
  const deprecate: Omit<Step, 'after'> = {
    ...deprecateNowStep({ id: 'deprecate', title: `Deprecate ${label} now` }, image),
    ...restoreDateUndo(image, observedAt),
  };
  const disable: Omit<Step, 'after'> = {
    ...disableStep({ id: 'disable', title: `Disable ${label}` }, image),
    delayMs,
    undo: reenableUndo(image, orNotObserved(facts.launchPermissions)),
  };
  return [
    ...(isDeprecated(facts) ? [] : [deprecate]),
    ...(image.state === 'disabled' ? [] : [disable]),
    { ...revertibleDeregisterStep(facts, withSnapshots), delayMs },
  ];
}

function chainSteps(steps: readonly Omit<Step, 'after'>[]): readonly Step[] {
  return steps.map((step, index) => ({
    ...step,
    after: steps
      .slice(0, index)
      .slice(-1)
      .map(({ id }) => id),
  }));
}
