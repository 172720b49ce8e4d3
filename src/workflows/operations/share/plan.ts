import type { Facts } from '../../facts/facts.js';
import type { PlanContext, Planned } from '../contract.js';
import {
  ageRow,
  encryptionRow,
  lastLaunchRow,
  ownerRow,
  sharedWithRow,
  snapshotsRow,
  tagsRow,
} from '../planning/evidence.js';
import { granteeLabel, policyTarget } from '../planning/grantee.js';
import { imageLabel } from '../planning/image-label.js';
import { inParts } from '../planning/in-parts.js';
import { planned } from '../planning/planned.js';
import { GIVE, targetSteps } from '../planning/target-steps.js';
import { timeFindings, withoutWhatIsExtended } from '../planning/timed-sharing.js';
import { durationLabel, listed } from '../planning/wording.js';
import { findings } from './findings.js';
import type { ShareInput } from './input.js';

const SAID = { done: 'Shared with', partly: 'Shared only in part with', failed: 'Not shared with' } as const;

/** Adds what is not there yet, for each target by itself. */
export function plan({ targets, forMs }: ShareInput, seen: Facts, { directory }: PlanContext): Planned {
  const { image } = seen;
  const facts = withoutWhatIsExtended(seen, { targets, forMs });
  const each = targets.map((target) => ({
    label: granteeLabel(target, directory),
    steps: targetSteps(GIVE, target, facts, directory),
  }));
  const steps = each.flatMap((target) => target.steps);
  const whom = listed(each.map(({ label }) => label));
  const { imageId, region, account } = image;
  return planned({
    operation: 'share',
    subject: { imageId, region, account },
    title: `Share ${imageLabel(image)} with ${whom}${forMs === undefined ? '' : ` for ${durationLabel(forMs)}`}`,
    steps,
    ...inParts(SAID, each),
    findings: [
      ...timeFindings({ targets, forMs, facts: seen, directory, steps }),
      ...findings({ targets, facts, directory, nothingToDo: steps.length === 0 }),
    ],
    evidence: [
      sharedWithRow(seen, directory),
      encryptionRow(facts),
      ownerRow(facts, directory),
      snapshotsRow(facts),
      ageRow(facts),
      lastLaunchRow(facts),
      ...tagsRow(facts),
    ],
    scope: { targets: targets.map(policyTarget), tags: image.tags, inUse: 'unknown', takesAway: false },
    ...(forMs === undefined ? {} : { forMs }),
  });
}
