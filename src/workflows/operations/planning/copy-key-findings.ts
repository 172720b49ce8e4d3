import type { Directory } from '../../facts/directory.js';
import type { Grantee, Key } from '../../facts/facts.js';
import type { Fact } from '../../facts/known.js';
import type { Finding } from '../../plan/types.js';
import type { CopyEncryption } from './copy-encryption.js';
import type { CopyTo } from './copy-to.js';
import { info, open, refusal, warning } from './finding.js';
import { accessFindings } from './key-access.js';
import { because } from './observed.js';
import { clip } from './wording.js';

interface Where {
  readonly label: string;
  readonly subject: string;
  readonly region: string;
}

const NAME_A_KEY = 'Name a customer managed key: “encrypted with <key>”.';

/** What follows from how a copy is encrypted. `sharedWith`: whom the copy is to be shared with. */
export function copyKeyFindings(
  { encryption: { how, key }, destination: { region, encryptionByDefault }, ...place }: CopyTo,
  sharedWith: readonly Grantee[],
  directory: Directory,
): readonly Finding[] {
  const where: Where = { label: place.label, subject: place.key, region };
  if (how === 'none' || key === undefined) return [];
  if (how === 'perhaps') {
    const text = `Whether new snapshots are encrypted in ${where.label} without being asked is not known: ${because(encryptionByDefault)}.`;
    return [
      open('encryption-by-default-unknown', text, { fix: 'Say “encrypted” to be sure of it.', subject: where.subject }),
    ];
  }
  if (!key.known) return [unreadKey(how, key, where)];
  return [
    ...explanation(how, key.value, where),
    ...(how === 'named' ? wrongPlace(key.value, where) : []),
    ...disabled(key.value, where),
    ...awsManaged(key.value, where, sharedWith),
    ...accessFindings({ name: key.value.arn, key, snapshotIds: [] }, sharedWith, directory),
  ];
}

/** EC2 looks at the key only later: a bad one shows as a copy that fails. (EC2 API, CopyImage) */
function unreadKey(how: CopyEncryption['how'], key: Fact<Key>, { label, subject }: Where): Finding {
  if (how !== 'named') {
    const text = `The key that encrypts the copy in ${label} could not be looked up: ${because(key)}.`;
    return open('default-key-unknown', text, { fix: NAME_A_KEY, subject });
  }
  const text = `The key could not be looked up in ${label}: ${because(key)}.`;
  const mayNotLook = !key.known && key.permission !== undefined;
  if (mayNotLook) {
    return open('key-unknown', `${text} If it cannot be used, the copy fails.`, {
      fix: 'Let the bot look it up (kms:DescribeKey).',
      subject,
    });
  }
  return refusal('key-not-found', text, { fix: 'Name a key that exists there: alias, id or ARN.', subject });
}

function explanation(how: CopyEncryption['how'], { arn, manager }: Key, { label, subject }: Where): readonly Finding[] {
  const whose = manager === 'AWS' ? 'that AWS manages' : `of the account, ${clip(arn)}`;
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
    case 'kept':
    case 'perhaps':
    case 'none':
      return [];
  }
}

function wrongPlace({ arn }: Key, { label, subject, region }: Where): readonly Finding[] {
  const keyRegion = arn.split(':')[3] ?? '';
  if (keyRegion === '' || keyRegion === region) return [];
  return [
    refusal(
      'key-in-other-region',
      `The key ${clip(arn)} is in ${clip(keyRegion, 40)}; a copy in ${label} needs a key there.`,
      {
        fix: 'Name a key of that Region; an alias works in every Region that has it.',
        subject,
      },
    ),
  ];
}

function disabled({ arn, enabled }: Key, { label, subject }: Where): readonly Finding[] {
  if (enabled) return [];
  const text = `The key ${clip(arn)} is disabled: the copy in ${label} would fail.`;
  return [refusal('key-disabled', text, { fix: 'Enable it in KMS, or name another key.', subject })];
}

function awsManaged({ manager }: Key, { label, subject }: Where, sharedWith: readonly Grantee[]): readonly Finding[] {
  if (manager === 'CUSTOMER') return [];
  if (sharedWith.length === 0) {
    const text = `The copy in ${label} is encrypted under a key that AWS manages: it can never be shared.`;
    return [warning('copy-under-aws-managed-key', text, { fix: NAME_A_KEY, subject })];
  }
  const text = `The AMI is shared, and its copy in ${label} would be encrypted under a key that AWS manages: it could not be.`;
  return [refusal('copy-could-not-be-shared', text, { fix: NAME_A_KEY, subject })];
}
