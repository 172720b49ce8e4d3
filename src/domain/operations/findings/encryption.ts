import type { Directory } from '../../model/directory.js';
import { type Fact, unknown } from '../../model/fact.js';
import type { Facts, Grantee, Key } from '../../model/facts.js';
import { joinList, pluralize, truncate } from '../../model/format.js';
import { granteeKey, granteeLabel } from '../../model/grantee.js';
import type { Image } from '../../model/image.js';
import {
  backingSnapshots,
  getOwn,
  type ObservedSnapshot,
  orNotObserved,
  reasonText,
} from '../../model/observed-facts.js';
import type { Finding } from '../../plan/types.js';
import { info, refusal, unknownFinding, warning } from './build.js';

/** A key and the snapshots that it encrypts. */
export interface UsedKey {
  /** As the snapshots name it; the snapshot's id where that could not be read. */
  readonly name: string;
  readonly key: Fact<Key>;
  readonly snapshotIds: readonly string[];
}

export interface Encryption {
  readonly keys: readonly UsedKey[];
  readonly unencrypted: readonly string[];
  /** Snapshots of which it is not known. */
  readonly unread: readonly ObservedSnapshot[];
}

/** How the snapshots behind an AMI are encrypted. If a snapshot cannot be read, the AMI itself tells. */
export function summarizeEncryption(facts: Facts): Encryption {
  const keys = new Map<string, UsedKey>();
  const unencrypted: string[] = [];
  const unread: ObservedSnapshot[] = [];
  for (const backing of backingSnapshots(facts)) {
    const { snapshotId, snapshot } = backing;
    const encrypted = snapshot.known ? snapshot.value.encrypted : deviceEncrypted(facts, snapshotId);
    if (encrypted === undefined) unread.push(backing);
    else if (!encrypted) unencrypted.push(snapshotId);
    else {
      const name = (snapshot.known ? snapshot.value.kmsKeyId : undefined) ?? snapshotId;
      const existing = keys.get(name)?.snapshotIds ?? [];
      keys.set(name, { name, key: keyFact(facts, snapshot, name), snapshotIds: [...existing, snapshotId] });
    }
  }
  return { keys: [...keys.values()], unencrypted, unread };
}

/** Snapshots that could not be read. */
export function unreadFindings({ unread }: Encryption): readonly Finding[] {
  return unread.map(({ snapshotId, snapshot }) =>
    unknownFinding(
      'snapshot-unknown',
      `Whether snapshot ${snapshotId} is encrypted is unknown: ${reasonText(snapshot)}.`,
      {
        fix: 'Let the bot read it (ec2:DescribeSnapshots in the account that owns the AMI).',
        subject: snapshotId,
      },
    ),
  );
}

/** "none", "key arn:… (customer managed)" … */
export function encryptionLabel({ keys, unencrypted, unread }: Encryption): string {
  const keyLabels = keys.map(({ name, key }) => `${truncate(name)} (${managerLabel(key)})`);
  if (keys.length === 0 && unread.length > 0) return 'unknown';
  if (keys.length === 0) return 'none';
  const rest = unencrypted.length + unread.length;
  const partly = rest === 0 ? '' : `; no, or unknown, for ${pluralize(rest, 'snapshot')}`;
  return truncate(`under ${keyLabels.join(', ')}${partly}`, 1_000);
}

function managerLabel(key: Fact<Key>): string {
  if (!key.known) return 'key could not be read';
  return key.value.manager === 'AWS' ? 'managed by AWS' : 'customer managed';
}

function deviceEncrypted({ image }: Facts, snapshotId: string): boolean | undefined {
  return image.blockDevices.find((device) => device.snapshotId === snapshotId)?.encrypted;
}

function keyFact({ keys }: Facts, snapshot: ObservedSnapshot['snapshot'], name: string): Fact<Key> {
  if (!snapshot.known) return unknown(snapshot.reason, snapshot.permission);
  return snapshot.value.kmsKeyId === undefined
    ? unknown('the snapshot names no key')
    : orNotObserved(getOwn(keys, name));
}

/**
 * The actions on the key that an account needs. (EBS User Guide, "Share the KMS key used to encrypt a shared Amazon EBS
 * snapshot")
 */
const ACTIONS =
  'kms:DescribeKey, kms:CreateGrant (with the condition kms:GrantIsForAWSResource), kms:GenerateDataKey*, kms:ReEncrypt* and kms:Decrypt';

/** Whether those who are given an encrypted AMI can use it. */
export function keyFindings(
  encryption: Encryption,
  image: Image,
  targets: readonly Grantee[],
  directory: Directory,
): readonly Finding[] {
  return [
    ...encryption.keys.flatMap((usedKey) => [
      ...keyStateFindings(usedKey, image),
      ...accessFindings(usedKey, targets, directory),
    ]),
    ...(encryption.keys.some(isShareable) ? [AUTO_SCALING] : []),
  ];
}

/** Whether those who are given something encrypted may use its key. */
export function accessFindings(used: UsedKey, targets: readonly Grantee[], directory: Directory): readonly Finding[] {
  return targets.flatMap((target) => targetKeyFindings(used, target, directory));
}

const AUTO_SCALING = info(
  'auto-scaling-needs-grant',
  'For Auto Scaling, each account also has to grant the key to its service-linked role (kms:CreateGrant for AWSServiceRoleForAutoScaling).',
);

function isShareable({ key }: UsedKey): boolean {
  return !key.known || key.value.manager === 'CUSTOMER';
}

function keyStateFindings({ name, key, snapshotIds }: UsedKey, { imageId, region }: Image): readonly Finding[] {
  const subject = name;
  if (!key.known) {
    return [
      unknownFinding(
        'key-unknown',
        `The key of ${joinList(snapshotIds)}, ${truncate(name)}, could not be looked up: ${reasonText(key)}.`,
        {
          fix: 'Let the bot read the key (kms:DescribeKey).',
          subject,
        },
      ),
    ];
  }
  if (key.value.manager === 'AWS') {
    const fix = `Copy the AMI under a customer managed key and share the copy: /ami copy ${imageId} to ${region} as <name> encrypted with <key>`;
    const text = `${joinList(snapshotIds)}: encrypted with ${truncate(name)}, an AWS managed key (aws/ebs). Snapshots under it cannot be shared.`;
    return [refusal('snapshot-under-aws-managed-key', text, { fix, subject })];
  }
  if (key.value.enabled) return [];
  return [
    warning(
      'key-disabled',
      `The key ${truncate(name)} is disabled: nothing that it encrypts can be launched or copied.`,
      {
        fix: 'Enable the key in KMS.',
        subject,
      },
    ),
  ];
}

function targetKeyFindings({ name, key }: UsedKey, target: Grantee, directory: Directory): readonly Finding[] {
  if (!key.known || key.value.manager === 'AWS') return [];
  const { usableBy, arn } = key.value;
  const details = { fix: howToAllow(arn, target), subject: `${name} ${granteeKey(target)}` };
  const label = granteeLabel(target, directory);
  if (!usableBy.known) {
    const text = `Whether ${label} may use the key ${truncate(name)} is unknown: ${reasonText(usableBy)}.`;
    return [unknownFinding('key-access-unknown', text, details)];
  }
  if (usableBy.value.includes('*') || usableBy.value.includes(granteeKey(target))) return [];
  if (target.kind === 'account') {
    const text = `${label} may not use the key ${truncate(name)}, so it can neither launch nor copy the AMI.`;
    return [warning('key-not-allowed', text, details)];
  }
  return [warning('key-for-organization', `The accounts of ${label} also need the key ${truncate(name)}.`, details)];
}

/** For organizations by condition. (EC2 User Guide, "Allow organizations and OUs to use a KMS key") */
function howToAllow(keyArn: string, target: Grantee): string {
  const [, partition = 'aws'] = keyArn.split(':');
  const policy = `In the policy of ${truncate(keyArn)}, allow`;
  switch (target.kind) {
    case 'account':
      return `${policy} arn:${truncate(partition, 20)}:iam::${target.id}:root ${ACTIONS}.`;
    case 'organization':
      return `${policy} all principals ${ACTIONS}, on the condition aws:PrincipalOrgID.`;
    case 'ou':
      return `${policy} all principals ${ACTIONS}, on the condition aws:PrincipalOrgPaths.`;
    case 'public':
      return 'An encrypted AMI cannot be public.';
  }
}
