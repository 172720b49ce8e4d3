import type { Directory } from '../../facts/directory.js';
import type { Facts, Grantee } from '../../facts/facts.js';
import type { Evidence, Step } from '../../plan/types.js';
import type { PlanContext, Planned } from '../contract.js';
import { disablingStep, enablingStep } from '../planning/disabling.js';
import { ageRow, lastLaunchRow, ownerRow, snapshotsRow, tagsRow } from '../planning/evidence.js';
import { granteeLabel, policyTarget } from '../planning/grantee.js';
import { imageLabel } from '../planning/image-label.js';
import { because, observed } from '../planning/observed.js';
import { launchPermissionStep } from '../planning/permission-steps.js';
import { planned } from '../planning/planned.js';
import { day, listed } from '../planning/wording.js';
import { findings } from './findings.js';
import type { EnableInput } from './input.js';

/** Enables the AMI; shares it with those whom disabling took it from only when that was asked for. */
export function plan({ sharing }: EnableInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image } = facts;
  const { imageId, region, account } = image;
  const whom = sharing ? toShareWith(facts) : [];
  const labels = listed(whom.map((grantee) => granteeLabel(grantee, directory)));
  const title = `Enable ${imageLabel(image)}${whom.length === 0 ? '' : ` and share it again with ${labels}`}`;
  const enabling: Step = {
    ...enablingStep({ id: 'enable', title: `Enable ${imageLabel(image)}` }, image),
    after: [],
    undo: [disablingStep({ id: 'undo-enable', title: `Disable ${imageId} again` }, image)],
  };
  // To disable the AMI again takes it from them too.
  const parts = { id: 'share-again', title: `Let ${labels} launch ${imageId} again`, after: ['enable'], undo: [] };
  return planned({
    operation: 'enable',
    subject: { imageId, region, account },
    title,
    steps: [enabling, ...(whom.length === 0 ? [] : [launchPermissionStep(parts, image, imageId, 'add', whom)])],
    findings: findings({ sharing, facts, directory }),
    evidence: [
      sharedBeforeRow(facts, directory),
      lastLaunchRow(facts),
      ageRow(facts),
      ownerRow(facts, directory),
      snapshotsRow(facts),
      ...tagsRow(facts),
    ],
    scope: { targets: whom.map(policyTarget), tags: image.tags, inUse: 'unknown', takesAway: false },
  });
}

/** Publishing is a request of its own. */
function toShareWith({ erasedSharing }: Facts): readonly Grantee[] {
  const erased = observed(erasedSharing);
  return erased.known && erased.value !== null ? erased.value.grantees.filter(({ kind }) => kind !== 'public') : [];
}

function sharedBeforeRow({ erasedSharing }: Facts, directory: Directory): Evidence {
  const label = 'Shared before';
  const erased = observed(erasedSharing);
  if (!erased.known) return { label, value: `not known: ${because(erased)}` };
  if (erased.value === null) return { label, value: 'not recorded' };
  const { grantees, request, at } = erased.value;
  const whom = grantees.map((grantee) => granteeLabel(grantee, directory));
  return { label, value: `${whom.length === 0 ? 'with nobody' : listed(whom)} (until ${day(at)}, ${request})` };
}
