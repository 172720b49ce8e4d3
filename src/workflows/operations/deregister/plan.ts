import type { Facts } from '../../facts/facts.js';
import type { PlanContext, Planned } from '../contract.js';
import { planned } from '../planning/planned.js';
import { removalEvidence } from '../planning/removal-evidence.js';
import { deregistering } from '../planning/removing.js';
import { takenAway, usesOf } from '../planning/use.js';
import { findings } from './findings.js';
import type { DeregisterInput } from './input.js';

/** One call; its answer tells what became of each snapshot. */
export function plan({ snapshots }: DeregisterInput, facts: Facts, { directory }: PlanContext): Planned {
  const { imageId, region, account } = facts.image;
  const uses = usesOf(facts, directory);
  const step = deregistering(facts, snapshots);
  return planned({
    operation: 'deregister',
    subject: { imageId, region, account },
    title: step.title,
    steps: [{ ...step, after: [] }],
    findings: findings({ facts, directory, uses, snapshots }),
    evidence: removalEvidence(facts, directory, uses),
    scope: takenAway(facts, uses),
  });
}
