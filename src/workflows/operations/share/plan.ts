import type { Directory } from '../../facts/directory.js';
import type { Facts, Grantee } from '../../facts/facts.js';
import type { Fact } from '../../facts/known.js';
import type { Step } from '../../plan/types.js';
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
import { granteeLabel, includes, policyTarget } from '../planning/grantee.js';
import { imageLabel } from '../planning/image-label.js';
import { backingOf, observed, type Backing } from '../planning/observed.js';
import { launchPermissionStep, reversible, volumePermissionStep } from '../planning/permission-steps.js';
import { planned } from '../planning/planned.js';
import { listed } from '../planning/wording.js';
import { findings } from './findings.js';
import type { ShareInput } from './input.js';

/** Adds what is not there yet: the launch permission, then the permission to make volumes from every snapshot. */
export function plan({ targets }: ShareInput, facts: Facts, { directory }: PlanContext): Planned {
  const { image } = facts;
  const steps = stepsFor(targets, facts, directory);
  const { imageId, region, account } = image;
  const whom = listed(targets.map((target) => granteeLabel(target, directory)));
  return planned({
    operation: 'share',
    subject: { imageId, region, account },
    title: `Share ${imageLabel(image)} with ${whom}`,
    steps,
    findings: findings({ targets, facts, directory, nothingToDo: steps.length === 0 }),
    evidence: [
      sharedWithRow(facts, directory),
      encryptionRow(facts),
      ownerRow(facts, directory),
      snapshotsRow(facts),
      ageRow(facts),
      lastLaunchRow(facts),
      ...tagsRow(facts),
    ],
    scope: { targets: targets.map(policyTarget), tags: image.tags, inUse: 'unknown', takesAway: false },
  });
}

function stepsFor(targets: readonly Grantee[], facts: Facts, directory: Directory): readonly Step[] {
  const { image } = facts;
  const permissions = observed(facts.launchPermissions);
  const launchers = missing(targets, permissions);
  const labels = listed(launchers.map((each) => granteeLabel(each, directory)));
  const launch = launchPermissionStep(
    { id: 'share', title: `Let ${labels} launch ${image.imageId}`, after: [] },
    image,
    image.imageId,
    'add',
    launchers,
  );
  const undoable = permissions.known ? reversible(launch, `No longer let ${labels} launch ${image.imageId}`) : launch;
  const steps = launchers.length === 0 ? [] : [undoable];
  const after = steps.map(({ id }) => id);
  return [
    ...steps,
    ...backingOf(facts).flatMap((backing) => volumeStep(backing, targets, { facts, directory, after })),
  ];
}

function volumeStep(
  { snapshotId, snapshot, permissions }: Backing,
  targets: readonly Grantee[],
  {
    facts,
    directory,
    after,
  }: { readonly facts: Facts; readonly directory: Directory; readonly after: readonly string[] },
): readonly Step[] {
  const { image } = facts;
  const accounts = missing(
    targets.filter(({ kind }) => kind === 'account'),
    permissions,
  );
  if (accounts.length === 0 || (snapshot.known && snapshot.value.ownerId !== image.ownerId)) return [];
  const labels = listed(accounts.map((account) => granteeLabel(account, directory)));
  const parts = { id: `share-${snapshotId}`, title: `Let ${labels} copy ${snapshotId}`, after };
  const step = volumePermissionStep(parts, image, snapshotId, 'add', accounts);
  return [permissions.known ? reversible(step, `No longer let ${labels} copy ${snapshotId}`) : step];
}

/** Those who do not have it; everybody where it is not known who has: adding twice changes nothing. */
function missing(wanted: readonly Grantee[], present: Fact<readonly Grantee[]>): readonly Grantee[] {
  return present.known ? wanted.filter((grantee) => !includes(present.value, grantee)) : wanted;
}
