import { accountLabel, canAccessAccount, type Directory } from '../../model/directory.js';
import type { AllowedImages, Facts } from '../../model/facts.js';
import { hasGrantee } from '../../model/grantee.js';
import type { Image } from '../../model/image.js';
import { backingSnapshots, getOwn, orNotObserved, reasonText } from '../../model/observed-facts.js';
import type { Finding } from '../../plan/types.js';
import { info, unknownFinding, warning } from './build.js';

/** Findings about launch and volume permissions that could not be read. */
export function unreadPermissionFindings(facts: Facts, consequence: string): readonly Finding[] {
  const launch = orNotObserved(facts.launchPermissions);
  return [
    ...(launch.known
      ? []
      : [
          unknownFinding(
            'launch-permissions-unknown',
            `Who the AMI is shared with is unknown: ${reasonText(launch)}. ${consequence}`,
            {
              fix: 'Let the bot read it (ec2:DescribeImageAttribute in the account that owns the AMI).',
            },
          ),
        ]),
    ...backingSnapshots(facts).flatMap(({ snapshotId, permissions }) =>
      permissions.known
        ? []
        : unknownFinding(
            'volume-permissions-unknown',
            `Who may copy snapshot ${snapshotId} is unknown: ${reasonText(permissions)}. ${consequence}`,
            {
              fix: 'Let the bot read it (ec2:DescribeSnapshotAttribute in the account that owns the AMI).',
              subject: snapshotId,
            },
          ),
    ),
  ];
}

/** Snapshots that another account owns, so that only it can grant permissions. */
export function foreignSnapshotFindings(facts: Facts): readonly Finding[] {
  const { ownerId } = facts.image;
  return backingSnapshots(facts).flatMap(({ snapshotId, snapshot }) =>
    snapshot.known && snapshot.value.ownerId !== ownerId
      ? warning(
          'snapshot-of-another-owner',
          `Snapshot ${snapshotId} belongs to ${snapshot.value.ownerId}, and only that account can share it. It is left as it is.`,
          { subject: snapshotId },
        )
      : [],
  );
}

/** (EC2 User Guide, "Amazon S3-backed AMI") */
export function instanceStoreFindings({ image }: Facts): readonly Finding[] {
  if (image.rootDeviceType !== 'instance-store') return [];
  return [
    warning(
      'instance-store',
      'The AMI is backed by instance store: it has no snapshots, launches only on old instance types, and others can copy it only if they can read its bundle in S3.',
      { fix: 'Make an EBS-backed AMI from an instance instead.' },
    ),
  ];
}

export function regionOnlyFinding({ image }: Facts): Finding {
  return info('region-only', `The AMI can be seen and used in ${image.region} only; copy it to have it elsewhere.`);
}

/**
 * Whether everyone can launch the AMI, by what EC2 lists or by its permissions. One may be visible before the other.
 */
export function isPublic({ image, launchPermissions }: Facts): boolean {
  const permissions = orNotObserved(launchPermissions);
  return image.public || (permissions.known && hasGrantee(permissions.value, { kind: 'public' }));
}

/**
 * Whether the target accounts can see the AMI at all. An account with Allowed AMIs enabled sees, copies and launches
 * only what meets its criteria. Accounts in which the bot has no role are left out. (EC2 User Guide, "Control the
 * discovery and use of AMIs with Allowed AMIs")
 */
export function allowedImagesFindings(
  accounts: readonly string[],
  facts: Facts,
  directory: Directory,
): readonly Finding[] {
  return accounts
    .filter((account) => account !== facts.image.ownerId && canAccessAccount(directory, account))
    .flatMap((account) => accountFindings(account, facts, directory));
}

function accountFindings(account: string, { image, allowedImages }: Facts, directory: Directory): readonly Finding[] {
  const label = accountLabel(directory, account);
  const settings = orNotObserved(getOwn(allowedImages, account));
  if (!settings.known) {
    return [
      unknownFinding(
        'allowed-amis-unknown',
        `Whether Allowed AMIs block the AMI in ${label} is unknown: ${reasonText(settings)}.`,
        {
          subject: account,
        },
      ),
    ];
  }
  switch (evaluateAllowedImages(settings.value, image)) {
    case 'allowed':
      return [];
    case 'not-allowed':
      return [
        warning(
          'outside-allowed-amis',
          `${label} has Allowed AMIs enabled in ${image.region}, and AMIs of ${accountLabel(directory, image.ownerId)} are not among them: it can neither see nor launch nor copy this one.`,
          { fix: `Have ${image.ownerId} added to the providers of its Allowed AMIs first.`, subject: account },
        ),
      ];
    case 'unknown':
      return [
        unknownFinding(
          'allowed-amis-unknown',
          `${label} has Allowed AMIs enabled in ${image.region}, with criteria on name, age or product code besides the owner. Whether this AMI meets them is unknown.`,
          { subject: account },
        ),
      ];
  }
}

type AllowedImagesResult = 'allowed' | 'not-allowed' | 'unknown';

/** One criterion that is met is enough; without any, no AMI of others is allowed. */
function evaluateAllowedImages(
  { state, criteria }: AllowedImages,
  { ownerId, ownerAlias }: Image,
): AllowedImagesResult {
  if (state !== 'enabled') return 'allowed';
  const owners = [ownerId, ...(ownerAlias === undefined ? [] : [ownerAlias])];
  const possible = criteria.filter(
    ({ providers }) => providers.length === 0 || providers.some((provider) => owners.includes(provider)),
  );
  if (possible.length === 0) return 'not-allowed';
  return possible.some(({ hasOtherConditions }) => !hasOtherConditions) ? 'allowed' : 'unknown';
}
