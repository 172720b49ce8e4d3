import type { Facts, Grantee } from '../../facts/facts.js';
import type { Step } from '../../plan/types.js';
import type { PlanContext, Planned } from '../contract.js';
import { deprecatedWhenPublic, presentDateAgain } from '../planning/deprecation.js';
import {
  ageRow,
  encryptionRow,
  lastLaunchRow,
  ownerRow,
  sharedWithRow,
  snapshotsRow,
  tagsRow,
} from '../planning/evidence.js';
import { imageLabel } from '../planning/image-label.js';
import { observed } from '../planning/observed.js';
import { launchPermissionStep, reversible } from '../planning/permission-steps.js';
import { planned } from '../planning/planned.js';
import { findings } from './findings.js';
import type { PublishInput } from './input.js';

const EVERYBODY: Grantee = { kind: 'public' };

/** One call. The snapshots behind it are not made public by themselves; the AMI is enough to get at what is in them. */
export function plan(_input: PublishInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image } = facts;
  const { imageId, region, account } = image;
  const title = `Make ${imageLabel(image)} public, for everybody in the world`;
  const step: Step = launchPermissionStep({ id: 'publish', title, after: [] }, image, imageId, 'add', [EVERYBODY]);
  return planned({
    operation: 'publish',
    subject: { imageId, region, account },
    title,
    steps: [observed(facts.launchPermissions).known ? takenBack(step, facts) : step],
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
    scope: { targets: [{ kind: 'public' }], tags: image.tags, inUse: 'unknown', takesAway: false },
  });
}

/** Private first: while it is public, EC2 lets its date only come earlier. */
function takenBack(step: Step, { image, observedAt }: Facts): Step {
  const { undo = [] } = reversible(step, `Make ${image.imageId} private again`);
  const changesDate = deprecatedWhenPublic(image) !== image.deprecatedAt;
  return { ...step, undo: [...undo, ...(changesDate ? (presentDateAgain(image, observedAt).undo ?? []) : [])] };
}
