import type { Facts } from '../../facts/facts.js';
import type { Finding } from '../../plan/types.js';
import { info, open, warning } from './finding.js';
import { backingOf, because, observed } from './observed.js';

/** What could not be read of who may launch the AMI and make volumes from its snapshots. */
export function unreadPermissionFindings(facts: Facts, consequence: string): readonly Finding[] {
  const launch = observed(facts.launchPermissions);
  return [
    ...(launch.known
      ? []
      : [
          open(
            'launch-permissions-unknown',
            `Whom the AMI is shared with is not known: ${because(launch)}. ${consequence}`,
            {
              fix: 'Let the bot read it (ec2:DescribeImageAttribute in the account that owns the AMI).',
            },
          ),
        ]),
    ...backingOf(facts).flatMap(({ snapshotId, permissions }) =>
      permissions.known
        ? []
        : open(
            'volume-permissions-unknown',
            `Who may copy snapshot ${snapshotId} is not known: ${because(permissions)}. ${consequence}`,
            {
              fix: 'Let the bot read it (ec2:DescribeSnapshotAttribute in the account that owns the AMI).',
              subject: snapshotId,
            },
          ),
    ),
  ];
}

/** Snapshots whose permissions are somebody else's to give. */
export function foreignSnapshotFindings(facts: Facts): readonly Finding[] {
  const { ownerId } = facts.image;
  return backingOf(facts).flatMap(({ snapshotId, snapshot }) =>
    snapshot.known && snapshot.value.ownerId !== ownerId
      ? warning(
          'snapshot-of-another-owner',
          `Snapshot ${snapshotId} belongs to ${snapshot.value.ownerId}, who alone can let others copy it; it is left as it is.`,
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
