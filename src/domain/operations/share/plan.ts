import { omitUndefined } from '../../model/omit-undefined.js';
import type { Facts } from '../../model/facts.js';
import type { PlanContext, PlanResult } from '../contract.js';
import { ageRow, encryptionRow, lastLaunchRow, ownerRow, sharedWithRow, snapshotsRow, tagsRow } from '../evidence.js';
import { granteeLabel, toPolicyTarget } from '../../model/grantee.js';
import { imageLabel, durationLabel, joinList } from '../../model/format.js';
import { toPerTarget, GRANT, targetSteps } from '../steps/permissions.js';
import { toPlanResult } from '../findings/build.js';
import { expirationFindings, withoutExtendedGrants } from '../findings/expiring-share.js';
import { findings } from './findings.js';
import type { ShareInput } from './input.js';

const PHRASES = { done: 'Shared with', partly: 'Shared only in part with', failed: 'Not shared with' } as const;

/** Adds the missing permissions, each target on its own. */
export function plan(
  { targets, expiresAfterMs }: ShareInput,
  observedFacts: Facts,
  { directory }: PlanContext,
): PlanResult {
  const { image } = observedFacts;
  const facts = withoutExtendedGrants(observedFacts, { targets, expiresAfterMs });
  const targetPlans = targets.map((target) => ({
    label: granteeLabel(target, directory),
    steps: targetSteps(GRANT, target, facts, directory),
  }));
  const steps = targetPlans.flatMap((target) => target.steps);
  const recipients = joinList(targetPlans.map(({ label }) => label));
  const { imageId, region, account } = image;
  return toPlanResult({
    operation: 'share',
    subject: { imageId, region, account },
    title: `Share ${imageLabel(image)} with ${recipients}${expiresAfterMs === undefined ? '' : ` for ${durationLabel(expiresAfterMs)}`}`,
    steps,
    ...toPerTarget(PHRASES, targetPlans),
    findings: [
      ...expirationFindings({ targets, expiresAfterMs, facts: observedFacts, directory, steps }),
      ...findings({ targets, facts, directory, isNoOp: steps.length === 0 }),
    ],
    evidence: [
      sharedWithRow(observedFacts, directory),
      encryptionRow(facts),
      ownerRow(facts, directory),
      snapshotsRow(facts),
      ageRow(facts),
      lastLaunchRow(facts),
      ...tagsRow(facts),
    ],
    policyInput: { targets: targets.map(toPolicyTarget), tags: image.tags, inUse: 'unknown', removesAccess: false },
    ...omitUndefined({ expiresAfterMs }),
  });
}
