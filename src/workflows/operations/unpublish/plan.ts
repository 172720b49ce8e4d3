import type { Facts, Grantee } from '../../facts/facts.js';
import type { Step } from '../../plan/types.js';
import type { PlanContext, Planned } from '../contract.js';
import { ageRow, lastLaunchRow, ownerRow, sharedWithRow, tagsRow } from '../planning/evidence.js';
import { imageLabel } from '../planning/image-label.js';
import { observed } from '../planning/observed.js';
import { launchPermissionStep, reversible } from '../planning/permission-steps.js';
import { planned } from '../planning/planned.js';
import { findings } from './findings.js';
import type { UnpublishInput } from './input.js';

const EVERYBODY: Grantee = { kind: 'public' };

/** One call, which takes it from everybody and from nobody in particular. */
export function plan(_input: UnpublishInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image } = facts;
  const { imageId, region, account } = image;
  const title = `Make ${imageLabel(image)} private`;
  const step: Step = launchPermissionStep({ id: 'unpublish', title, after: [] }, image, imageId, 'remove', [EVERYBODY]);
  return planned({
    operation: 'unpublish',
    subject: { imageId, region, account },
    title,
    steps: [observed(facts.launchPermissions).known ? reversible(step, `Make ${imageId} public again`) : step],
    findings: findings(facts, directory),
    evidence: [
      sharedWithRow(facts, directory),
      lastLaunchRow(facts),
      ageRow(facts),
      ownerRow(facts, directory),
      ...tagsRow(facts),
    ],
    // Whether anybody in the world uses it cannot be seen.
    scope: { targets: [{ kind: 'public' }], tags: image.tags, inUse: 'unknown', takesAway: false },
  });
}
