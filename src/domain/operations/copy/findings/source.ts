import { accountLabel, type Directory } from '../../../model/directory.js';
import type { Facts } from '../../../model/facts.js';
import type { Finding } from '../../../plan/types.js';
import { summarizeEncryption, unreadFindings, type UsedKey } from '../../findings/encryption.js';
import { unknownFinding, refusal, warning } from '../../findings/build.js';
import { backingSnapshots, reasonText } from '../../../model/observed-facts.js';
import { isOwnedHere } from '../../findings/ownership.js';
import { truncate, pluralize } from '../../../model/format.js';

/** EC2 allows 50 tags on one thing, and the copy gets two of the request on top. */
const MAX_TAGS = 48;

/** What the original may put in the way of a copy. */
export function sourceFindings(facts: Facts, directory: Directory): readonly Finding[] {
  const { image } = facts;
  const encryption = summarizeEncryption(facts);
  const unread = isOwnedHere(image) ? unreadFindings(encryption) : invisibleFindings(facts, directory);
  return [
    ...unread,
    ...encryption.keys.flatMap((usedKeys) => sourceKeyFindings(usedKeys, isOwnedHere(image))),
    ...kindFindings(facts),
    ...tagFindings(facts),
  ];
}

/** EC2 does not list snapshots that are not shared. (EC2 API, DescribeSnapshots) */
function invisibleFindings(facts: Facts, directory: Directory): readonly Finding[] {
  const viewer = accountLabel(directory, facts.image.account);
  return backingSnapshots(facts).flatMap(({ snapshotId, snapshot }) => {
    if (snapshot.known) return [];
    const text = `Snapshot ${snapshotId} cannot be seen from ${viewer}: ${reasonText(snapshot)}. Unless it is shared with that account, the copy fails.`;
    const fix = 'Ask the owner to share every snapshot of the AMI with the account (create-volume permission).';
    return [unknownFinding('snapshot-not-visible', text, { fix, subject: snapshotId })];
  });
}

function sourceKeyFindings({ name, key, snapshotIds }: UsedKey, isOwned: boolean): readonly Finding[] {
  const subject = name;
  const snapshotCount = pluralize(snapshotIds.length, 'snapshot');
  if (!key.known) {
    const text = `The key of ${snapshotCount}, ${truncate(name)}, could not be looked up: ${reasonText(key)}. If the bot may not use it, the copy fails.`;
    return [
      unknownFinding('source-key-unknown', text, {
        fix: 'Let the bot use the key (kms:DescribeKey, kms:Decrypt, kms:CreateGrant).',
        subject,
      }),
    ];
  }
  if (!isOwned && key.value.manager === 'AWS') {
    const text = `${snapshotCount} of the AMI are encrypted with an AWS managed key of its owner. Other accounts cannot copy them.`;
    return [
      refusal('source-under-aws-managed-key', text, {
        fix: 'Ask the owner for a copy under a customer managed key, shared with its snapshots and the key.',
        subject,
      }),
    ];
  }
  if (key.value.enabled) return [];
  const text = `The key ${truncate(name)} of ${snapshotCount} is disabled: the AMI cannot be copied.`;
  return [refusal('source-key-disabled', text, { fix: 'Enable the key in KMS.', subject })];
}

/** (EC2 User Guide, "How AMI copy works", "Amazon S3-backed AMI") */
function kindFindings({ image }: Facts): readonly Finding[] {
  const paravirtual = warning('paravirtual', 'The AMI is paravirtual (PV): only Regions that support PV take a copy.', {
    fix: 'Use an HVM AMI; every current instance type needs one.',
  });
  const instanceStore = warning(
    'instance-store-copy',
    'The AMI is backed by instance store. To copy it, the bot must read its bundle in S3 and write to a bucket there.',
    {
      fix: 'Grant the bot the S3 permissions, or create an EBS-backed AMI instead.',
    },
  );
  return [
    ...(image.virtualizationType === 'paravirtual' ? [paravirtual] : []),
    ...(image.rootDeviceType === 'instance-store' ? [instanceStore] : []),
  ];
}

function tagFindings({ image }: Facts): readonly Finding[] {
  const tags = Object.keys(image.tags).filter((key) => !key.startsWith('aws:'));
  if (!isOwnedHere(image) || tags.length <= MAX_TAGS) return [];
  const text = `The AMI has ${tags.length} tags; with the two of the request the copy would have more than the 50 that EC2 allows.`;
  return [refusal('too-many-tags', text, { fix: 'Remove tags from the AMI first.' })];
}
