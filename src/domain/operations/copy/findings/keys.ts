import type { Directory } from '../../../model/directory.js';
import type { Grantee, Key } from '../../../model/facts.js';
import type { Fact } from '../../../model/fact.js';
import type { Finding } from '../../../plan/types.js';
import type { CopyEncryption } from '../encryption.js';
import type { PlannedCopy } from '../destinations.js';
import { info, unknownFinding, refusal, warning } from '../../findings/build.js';
import { accessFindings } from '../../findings/encryption.js';
import { reasonText } from '../../../model/observed-facts.js';
import { truncate } from '../../../model/format.js';

interface KeyLocation {
  readonly label: string;
  readonly subject: string;
  readonly region: string;
}

const NAME_A_KEY = 'Name a customer managed key: “encrypted with <key>”.';

/** The consequences of how a copy is encrypted. `sharedWith`: the grantees of the copy. */
export function copyKeyFindings(
  { encryption: { method, key }, destination: { region, encryptionByDefault }, ...place }: PlannedCopy,
  sharedWith: readonly Grantee[],
  directory: Directory,
): readonly Finding[] {
  const where: KeyLocation = { label: place.label, subject: place.key, region };
  if (method === 'none' || key === undefined) return [];
  if (method === 'unknown') {
    const text = `Whether ${where.label} encrypts new snapshots by default is unknown: ${reasonText(encryptionByDefault)}.`;
    return [
      unknownFinding('encryption-by-default-unknown', text, {
        fix: 'Add “encrypted” to be sure.',
        subject: where.subject,
      }),
    ];
  }
  if (!key.known) return [unreadableKeyFinding(method, key, where)];
  return [
    ...explainKey(method, key.value, where),
    ...(method === 'named' ? wrongRegionFindings(key.value, where) : []),
    ...disabledKeyFindings(key.value, where),
    ...awsManagedKeyFindings(key.value, where, sharedWith),
    ...accessFindings({ name: key.value.arn, key, snapshotIds: [] }, sharedWith, directory),
  ];
}

/** EC2 checks the key only later. A bad key shows as a copy that fails. (EC2 API, CopyImage) */
function unreadableKeyFinding(
  method: CopyEncryption['method'],
  key: Fact<Key>,
  { label, subject }: KeyLocation,
): Finding {
  if (method !== 'named') {
    const text = `The key that encrypts the copy in ${label} could not be looked up: ${reasonText(key)}.`;
    return unknownFinding('default-key-unknown', text, { fix: NAME_A_KEY, subject });
  }
  const text = `The key could not be looked up in ${label}: ${reasonText(key)}.`;
  const isDenied = !key.known && key.permission !== undefined;
  if (isDenied) {
    return unknownFinding('key-unknown', `${text} If it cannot be used, the copy fails.`, {
      fix: 'Let the bot read the key (kms:DescribeKey).',
      subject,
    });
  }
  return refusal('key-not-found', text, { fix: 'Name a key that exists there: alias, ID or ARN.', subject });
}

function explainKey(
  how: CopyEncryption['method'],
  { arn, manager }: Key,
  { label, subject }: KeyLocation,
): readonly Finding[] {
  const whose = manager === 'AWS' ? 'that AWS manages' : `of the account, ${truncate(arn)}`;
  switch (how) {
    case 'default':
      return [
        info('copy-under-default-key', `The copy in ${label} is encrypted under the default key ${whose}.`, {
          subject,
        }),
      ];
    case 'by-default': {
      const text = `The account encrypts whatever is new in ${label}: the copy will be, under the default key ${whose}.`;
      return [warning('encrypted-by-default', text, { subject })];
    }
    case 'named':
    case 'original':
    case 'unknown':
    case 'none':
      return [];
  }
}

function wrongRegionFindings({ arn }: Key, { label, subject, region }: KeyLocation): readonly Finding[] {
  const keyRegion = arn.split(':')[3] ?? '';
  if (keyRegion === '' || keyRegion === region) return [];
  return [
    refusal(
      'key-in-other-region',
      `The key ${truncate(arn)} is in ${truncate(keyRegion, 40)}. A copy in ${label} needs a key there.`,
      {
        fix: 'Name a key of that Region; an alias works in every Region that has it.',
        subject,
      },
    ),
  ];
}

function disabledKeyFindings({ arn, enabled }: Key, { label, subject }: KeyLocation): readonly Finding[] {
  if (enabled) return [];
  const text = `The key ${truncate(arn)} is disabled: the copy in ${label} would fail.`;
  return [refusal('key-disabled', text, { fix: 'Enable it in KMS, or name another key.', subject })];
}

function awsManagedKeyFindings(
  { manager }: Key,
  { label, subject }: KeyLocation,
  sharedWith: readonly Grantee[],
): readonly Finding[] {
  if (manager === 'CUSTOMER') return [];
  if (sharedWith.length === 0) {
    const text = `The copy in ${label} is encrypted with an AWS managed key. It can never be shared.`;
    return [warning('copy-under-aws-managed-key', text, { fix: NAME_A_KEY, subject })];
  }
  const text = `The AMI is shared, but its copy in ${label} would be encrypted with an AWS managed key and could not be shared.`;
  return [refusal('copy-could-not-be-shared', text, { fix: NAME_A_KEY, subject })];
}
