import type { Facts, Grantee } from '../../model/facts.js';
import type { Step } from '../../plan/types.js';
import type { PlanContext, PlanResult, ImageInput } from '../contract.js';
import { ageRow, lastLaunchRow, ownerRow, sharedWithRow, tagsRow } from '../evidence.js';
import { imageLabel } from '../../model/format.js';
import { launchPermissionStep } from '../steps/permissions.js';
import { toPlanResult } from '../findings/build.js';
import { findings } from './findings.js';

const PUBLIC_GRANTEE: Grantee = { kind: 'public' };

/** One call, which revokes it from everyone. Undo never makes an AMI public. */
export function plan(_input: ImageInput, facts: Facts, { directory }: PlanContext): PlanResult {
  const { image } = facts;
  const { imageId, region, account } = image;
  const title = `Make ${imageLabel(image)} private`;
  const step: Step = launchPermissionStep({ id: 'unpublish', title, after: [] }, image, 'remove', [PUBLIC_GRANTEE]);
  return toPlanResult({
    operation: 'unpublish',
    subject: { imageId, region, account },
    title,
    steps: [step],
    findings: findings(facts, directory),
    evidence: [
      sharedWithRow(facts, directory),
      lastLaunchRow(facts),
      ageRow(facts),
      ownerRow(facts, directory),
      ...tagsRow(facts),
    ],
    // Whether anybody in the world uses it cannot be seen.
    policyInput: { targets: [{ kind: 'public' }], tags: image.tags, inUse: 'unknown', removesAccess: false },
  });
}
