import type { Directory } from '../../model/directory.js';
import type { Facts, Grantee } from '../../model/facts.js';
import type { Evidence, Step } from '../../plan/types.js';
import type { PlanContext, PlanResult } from '../contract.js';
import { disableStep, enableStep } from '../steps/lifecycle.js';
import { ageRow, lastLaunchRow, ownerRow, snapshotsRow, tagsRow } from '../evidence.js';
import { granteeLabel, toPolicyTarget } from '../../model/grantee.js';
import { imageLabel, formatDay, joinList } from '../../model/format.js';
import { reasonText, orNotObserved } from '../../model/observed-facts.js';
import { launchPermissionStep } from '../steps/permissions.js';
import { toPlanResult } from '../findings/build.js';
import { findings } from './findings.js';
import type { EnableInput } from './input.js';

/** Enables the AMI. Shares it with the grantees that disabling removed only if requested. */
export function plan({ sharing }: EnableInput, facts: Facts, { directory }: PlanContext): PlanResult {
  const { image } = facts;
  const { imageId, region, account } = image;
  const grantees = sharing ? granteesToRestore(facts) : [];
  const labels = joinList(grantees.map((grantee) => granteeLabel(grantee, directory)));
  const title = `Enable ${imageLabel(image)}${grantees.length === 0 ? '' : ` and share it again with ${labels}`}`;
  const enable: Step = {
    ...enableStep({ id: 'enable', title: `Enable ${imageLabel(image)}` }, image),
    after: [],
    undo: [disableStep({ id: 'undo-enable', title: `Disable ${imageId} again` }, image)],
  };
  // To disable the AMI again takes it from them too.
  const header = { id: 'share-again', title: `Let ${labels} launch ${imageId} again`, after: ['enable'], undo: [] };
  return toPlanResult({
    operation: 'enable',
    subject: { imageId, region, account },
    title,
    steps: [enable, ...(grantees.length === 0 ? [] : [launchPermissionStep(header, image, 'add', grantees)])],
    findings: findings({ sharing, facts, directory }),
    evidence: [
      sharedBeforeRow(facts, directory),
      lastLaunchRow(facts),
      ageRow(facts),
      ownerRow(facts, directory),
      snapshotsRow(facts),
      ...tagsRow(facts),
    ],
    policyInput: { targets: grantees.map(toPolicyTarget), tags: image.tags, inUse: 'unknown', removesAccess: false },
  });
}

/** Publishing is a request of its own. */
function granteesToRestore({ sharingBeforeDisable }: Facts): readonly Grantee[] {
  const sharingBefore = orNotObserved(sharingBeforeDisable);
  return sharingBefore.known && sharingBefore.value !== null
    ? sharingBefore.value.grantees.filter(({ kind }) => kind !== 'public')
    : [];
}

function sharedBeforeRow({ sharingBeforeDisable }: Facts, directory: Directory): Evidence {
  const label = 'Shared before';
  const sharingBefore = orNotObserved(sharingBeforeDisable);
  if (!sharingBefore.known) return { label, value: `unknown: ${reasonText(sharingBefore)}` };
  if (sharingBefore.value === null) return { label, value: 'not recorded' };
  const { grantees, requestId, at } = sharingBefore.value;
  const recipients = grantees.map((grantee) => granteeLabel(grantee, directory));
  return {
    label,
    value: `${recipients.length === 0 ? 'not shared' : joinList(recipients)} (until ${formatDay(at)}, ${requestId})`,
  };
}
