import type { Facts } from '../../model/facts.js';
import type { PlanContext, PlanResult } from '../contract.js';
import { toPlanResult } from '../findings/build.js';
import { removalEvidence } from '../findings/removal.js';
import { revertibleDeregisterStep } from '../steps/removal.js';
import { removalPolicyInput, usageByPlace } from '../findings/usage.js';
import { findings } from './findings.js';
import type { DeregisterInput } from './input.js';

/** One call. Its response tells the result for each snapshot. */
export function plan({ snapshots }: DeregisterInput, facts: Facts, { directory }: PlanContext): PlanResult {
  const { imageId, region, account } = facts.image;
  const uses = usageByPlace(facts, directory);
  const step = revertibleDeregisterStep(facts, snapshots);
  return toPlanResult({
    operation: 'deregister',
    subject: { imageId, region, account },
    title: step.title,
    steps: [{ ...step, after: [] }],
    findings: findings({ facts, directory, uses, snapshots }),
    evidence: removalEvidence(facts, directory, uses),
    policyInput: removalPolicyInput(facts, uses),
  });
}
