import type { Directory } from '../../facts/directory.js';
import type { Grantee } from '../../facts/facts.js';
import type { Image } from '../../facts/image.js';
import type { Finding } from '../../plan/types.js';
import type { Encryption, UsedKey } from './encryption.js';
import { info, open, refusal, warning } from './finding.js';
import { granteeLabel, nameOf } from './grantee.js';
import { because } from './observed.js';
import { clip, listed } from './wording.js';

/** What an account must be allowed to do with the key. (EBS User Guide, "Share the KMS key used to encrypt a shared Amazon EBS snapshot") */
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
    ...encryption.keys.flatMap((used) => [...keyItself(used, image), ...accessFindings(used, targets, directory)]),
    ...(encryption.keys.some(isShareable) ? [AUTO_SCALING] : []),
  ];
}

/** Whether those who are given something encrypted may use its key. */
export function accessFindings(used: UsedKey, targets: readonly Grantee[], directory: Directory): readonly Finding[] {
  return targets.flatMap((target) => accessOf(used, target, directory));
}

const AUTO_SCALING = info(
  'auto-scaling-needs-grant',
  'For Auto Scaling, each account also has to grant the key to its service-linked role (kms:CreateGrant for AWSServiceRoleForAutoScaling).',
);

function isShareable({ key }: UsedKey): boolean {
  return !key.known || key.value.manager === 'CUSTOMER';
}

function keyItself({ name, key, snapshotIds }: UsedKey, { imageId, region }: Image): readonly Finding[] {
  const subject = name;
  if (!key.known) {
    return [
      open(
        'key-unknown',
        `The key of ${listed(snapshotIds)}, ${clip(name)}, could not be looked up: ${because(key)}.`,
        {
          fix: 'Let the bot read the key (kms:DescribeKey).',
          subject,
        },
      ),
    ];
  }
  if (key.value.manager === 'AWS') {
    const fix = `Copy the AMI under a customer managed key and share the copy: /ami copy ${imageId} to ${region} as <name> encrypted with <key>`;
    const text = `${listed(snapshotIds)}: encrypted under ${clip(name)}, a key that AWS manages (aws/ebs). What it encrypts cannot be shared with anybody.`;
    return [refusal('snapshot-under-aws-managed-key', text, { fix, subject })];
  }
  if (key.value.enabled) return [];
  return [
    warning('key-disabled', `The key ${clip(name)} is disabled: nothing that it encrypts can be launched or copied.`, {
      fix: 'Enable the key in KMS.',
      subject,
    }),
  ];
}

function accessOf({ name, key }: UsedKey, target: Grantee, directory: Directory): readonly Finding[] {
  if (!key.known || key.value.manager === 'AWS') return [];
  const { usableBy, arn } = key.value;
  const details = { fix: howToAllow(arn, target), subject: `${name} ${nameOf(target)}` };
  const label = granteeLabel(target, directory);
  if (!usableBy.known) {
    const text = `Whether ${label} may use the key ${clip(name)} is not known: ${because(usableBy)}.`;
    return [open('key-access-unknown', text, details)];
  }
  if (usableBy.value.includes('*') || usableBy.value.includes(nameOf(target))) return [];
  if (target.kind === 'account') {
    const text = `${label} may not use the key ${clip(name)}, so it can neither launch nor copy the AMI.`;
    return [warning('key-not-allowed', text, details)];
  }
  return [warning('key-for-organization', `The accounts of ${label} also need the key ${clip(name)}.`, details)];
}

/** For organizations by condition. (EC2 User Guide, "Allow organizations and OUs to use a KMS key") */
function howToAllow(keyArn: string, target: Grantee): string {
  const [, partition = 'aws'] = keyArn.split(':');
  const policy = `In the policy of ${clip(keyArn)}, allow`;
  switch (target.kind) {
    case 'account':
      return `${policy} arn:${clip(partition, 20)}:iam::${target.id}:root ${ACTIONS}.`;
    case 'organization':
      return `${policy} everybody ${ACTIONS}, on the condition aws:PrincipalOrgID.`;
    case 'ou':
      return `${policy} everybody ${ACTIONS}, on the condition aws:PrincipalOrgPaths.`;
    case 'public':
      return 'An encrypted AMI cannot be public.';
  }
}
