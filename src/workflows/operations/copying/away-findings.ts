import { accountOf, canActIn, type Directory } from '../../facts/directory.js';
import type { Facts, Grantee } from '../../facts/facts.js';
import type { Finding } from '../../plan/types.js';
import type { CopyTo } from '../planning/copy-to.js';
import { allowedImagesFindings } from '../planning/allowed-images.js';
import { encryptionOf } from '../planning/encryption.js';
import { info, open, refusal } from '../planning/finding.js';
import { accessFindings } from '../planning/key-access.js';
import { backingOf, because, observed } from '../planning/observed.js';
import { isOwn, ownerFindings } from '../planning/ownership.js';

interface Situation {
  readonly facts: Facts;
  readonly directory: Directory;
}

/** What it takes, and means, that another account has the copy; or that the very same has. */
export function awayFindings(copy: CopyTo, { facts, directory }: Situation): readonly Finding[] {
  const { image } = facts;
  const { away, destination, key, label } = copy;
  const subject = key;
  if (!away) return key === destination.account && isOwn(image) ? [isOwnerAlready(copy, facts)] : [];
  if (!canActIn(directory, destination.account)) {
    const give =
      accountOf(directory, destination.account) === undefined ? 'Or add it, with a role_arn,' : 'Or give it a role_arn';
    return [
      refusal(
        'account-without-role',
        `A copy is made by the account that is to own it, and the bot has no role in ${label}.`,
        {
          fix: `Share the AMI with it instead: /ami share ${image.imageId} with ${destination.account}. ${give} in the configuration.`,
          subject,
        },
      ),
    ];
  }
  if (!isOwn(image)) return ofOthers(copy, { facts, directory });
  return [
    info(
      'copied-by-account',
      `${label} makes the copy, in ${destination.region}, and owns it, with its costs and care. Its tags come along.`,
      { subject },
    ),
    ...lendingFindings(copy, facts),
    ...keyFindings(copy, facts, directory),
    // Snapshots are copied whatever AMIs are allowed.
    ...(copy.route === 'registered' ? [] : allowedImagesFindings([destination.account], facts, directory)),
  ];
}

function isOwnerAlready({ label, key, destination }: CopyTo, { image }: Facts): Finding {
  return refusal('target-is-owner', `${label} owns the AMI.`, {
    fix: `For a second one under another name: /ami copy ${image.imageId} to ${destination.region} as <name>`,
    subject: key,
  });
}

/** Nobody but the owner can let another account see it; a public one is seen by all. */
function ofOthers({ label, key, destination }: CopyTo, { facts, directory }: Situation): readonly Finding[] {
  const { image } = facts;
  if (image.public) {
    const text = `${label} makes the copy, in ${destination.region}, and owns it, with its costs and care.`;
    return [info('copied-by-account', text, { subject: key })];
  }
  const wayOut = `If ${label} can see it, copy it from there: /ami copy ${image.imageId} to ${image.region} of ${destination.account}. If not, copy it here first, and then that copy.`;
  return ownerFindings(image, directory, 'share', wayOut).map((finding) => ({ ...finding, subject: key }));
}

function lendingFindings({ label, key, route }: CopyTo, facts: Facts): readonly Finding[] {
  if (route === 'reencrypted') return [];
  const permissions = [
    ...(route === 'registered' ? [] : [observed(facts.launchPermissions)]),
    ...(route === 'launched' ? [] : backingOf(facts).map((backing) => backing.permissions)),
  ];
  const unread = permissions.find((fact) => !fact.known);
  if (unread === undefined) {
    const what = route === 'launched' ? 'the AMI until the instance runs' : 'the AMI and its snapshots while it copies';
    const text = `${label} may use ${what}. What it could not use before is taken away again.`;
    return [info('lent-for-the-copy', text, { subject: key })];
  }
  const text = `What ${label} may use already is not known: ${because(unread)}. That is given to it for the copy, and stays.`;
  const fix = `Let the bot read it (ec2:DescribeImageAttribute, ec2:DescribeSnapshotAttribute), or take it away afterwards: /ami unshare ${facts.image.imageId} from ${key}`;
  return [open('lent-for-good', text, { fix, subject: key })];
}

/** Without the key, the copy would fail after it was accepted. */
function keyFindings({ destination, route }: CopyTo, facts: Facts, directory: Directory): readonly Finding[] {
  const whom: Grantee = { kind: 'account', id: destination.account };
  const named = observed(facts.namedKey);
  const keys =
    route === 'reencrypted'
      ? named.known
        ? [{ name: named.value.arn, key: named, snapshotIds: [] }]
        : []
      : encryptionOf(facts).keys;
  return keys
    .flatMap((used) => accessFindings(used, [whom], directory))
    .map((finding) => (finding.code === 'key-not-allowed' ? { ...finding, severity: 'refusal' as const } : finding));
}
