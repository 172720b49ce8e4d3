import type { Facts } from '../../model/facts.js';
import type { PlanContext, PlanResult } from '../contract.js';
import { ageRow, lastLaunchRow, ownerRow, sharedWithRow, snapshotsRow, tagsRow, usageRow } from '../evidence.js';
import { granteeLabel, toPolicyTarget } from '../../model/grantee.js';
import { imageLabel, joinList } from '../../model/format.js';
import { toPerTarget, REVOKE, targetSteps } from '../steps/permissions.js';
import { toPlanResult } from '../findings/build.js';
import { usageState, usageByTarget } from '../findings/usage.js';
import { findings } from './findings.js';
import type { UnshareInput } from './input.js';

const PHRASES = {
  done: 'No longer shared with',
  partly: 'Revoked only in part from',
  failed: 'Still shared with',
} as const;

/** Revokes only requested permissions that exist, each target on its own. */
export function plan({ targets }: UnshareInput, facts: Facts, { directory }: PlanContext): PlanResult {
  const { image } = facts;
  const targetPlans = targets.map((target) => ({
    label: granteeLabel(target, directory),
    steps: targetSteps(REVOKE, target, facts, directory),
  }));
  const steps = targetPlans.flatMap((target) => target.steps);
  const usageByPlace = usageByTarget(targets, facts, directory);
  const { imageId, region, account } = image;
  return toPlanResult({
    operation: 'unshare',
    subject: { imageId, region, account },
    title: `Stop sharing ${imageLabel(image)} with ${joinList(targetPlans.map(({ label }) => label))}`,
    steps,
    ...toPerTarget(PHRASES, targetPlans),
    findings: findings({ targets, facts, directory, uses: usageByPlace, isNoOp: steps.length === 0 }),
    evidence: [
      usageRow(usageByPlace),
      sharedWithRow(facts, directory),
      lastLaunchRow(facts),
      ownerRow(facts, directory),
      snapshotsRow(facts),
      ageRow(facts),
      ...tagsRow(facts),
    ],
    policyInput: {
      targets: targets.map(toPolicyTarget),
      tags: image.tags,
      inUse: usageState(usageByPlace),
      removesAccess: false,
    },
  });
}
