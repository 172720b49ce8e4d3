import type { Facts, Grantee } from '../../model/facts.js';
import type { Step } from '../../plan/types.js';
import type { PlanContext, PlanResult, ImageInput } from '../contract.js';
import { publicDeprecationDate, restoreDateUndo } from '../steps/lifecycle.js';
import { ageRow, encryptionRow, lastLaunchRow, ownerRow, sharedWithRow, snapshotsRow, tagsRow } from '../evidence.js';
import { imageLabel } from '../../model/format.js';
import { orNotObserved } from '../../model/observed-facts.js';
import { launchPermissionStep, withInverseUndo } from '../steps/permissions.js';
import { toPlanResult } from '../findings/build.js';
import { findings } from './findings.js';

const PUBLIC_GRANTEE: Grantee = { kind: 'public' };

/** One call. The snapshots behind it do not become public, but the AMI is enough to read their content. */
export function plan(_input: ImageInput, facts: Facts, { directory }: PlanContext): PlanResult {
  const { image } = facts;
  const { imageId, region, account } = image;
  const title = `Make ${imageLabel(image)} public, for everyone in the world`;
  const step: Step = launchPermissionStep({ id: 'publish', title, after: [] }, image, 'add', [PUBLIC_GRANTEE]);
  return toPlanResult({
    operation: 'publish',
    subject: { imageId, region, account },
    title,
    steps: [orNotObserved(facts.launchPermissions).known ? withUndo(step, facts) : step],
    findings: findings(facts, directory),
    evidence: [
      sharedWithRow(facts, directory),
      encryptionRow(facts),
      snapshotsRow(facts),
      ageRow(facts),
      lastLaunchRow(facts),
      ownerRow(facts, directory),
      ...tagsRow(facts),
    ],
    policyInput: { targets: [{ kind: 'public' }], tags: image.tags, inUse: 'unknown', removesAccess: false },
  });
}

/** Private first: while the AMI is public, EC2 only accepts an earlier date. */
function withUndo(step: Step, { image, observedAt }: Facts): Step {
  const { undo = [] } = withInverseUndo(step, `Make ${image.imageId} private again`);
  const changesDate = publicDeprecationDate(image) !== image.deprecatedAt;
  return { ...step, undo: [...undo, ...(changesDate ? (restoreDateUndo(image, observedAt).undo ?? []) : [])] };
}
