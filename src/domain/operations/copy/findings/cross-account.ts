import { findAccountById, canAccessAccount, type Directory } from '../../../model/directory.js';
import type { Facts, Grantee } from '../../../model/facts.js';
import type { Finding } from '../../../plan/types.js';
import type { PlannedCopy } from '../destinations.js';
import { allowedImagesFindings } from '../../findings/sharing.js';
import { summarizeEncryption, accessFindings } from '../../findings/encryption.js';
import { info, unknownFinding, refusal } from '../../findings/build.js';
import { backingSnapshots, reasonText, orNotObserved } from '../../../model/observed-facts.js';
import { isOwnedHere, ownerFindings } from '../../findings/ownership.js';

interface FindingsContext {
  readonly facts: Facts;
  readonly directory: Directory;
}

/** The requirements and consequences of another account owning the copy. */
export function crossAccountFindings(copy: PlannedCopy, { facts, directory }: FindingsContext): readonly Finding[] {
  const { image } = facts;
  const { crossAccount, destination, key, label } = copy;
  const subject = key;
  if (!crossAccount) return key === destination.account && isOwnedHere(image) ? [isOwnerAlready(copy, facts)] : [];
  if (!canAccessAccount(directory, destination.account)) {
    const roleHint =
      findAccountById(directory, destination.account) === undefined
        ? 'Or add it, with a role_arn,'
        : 'Or configure its role_arn';
    return [
      refusal(
        'account-without-role',
        `A copy is made by the account that is to own it, and the bot has no role in ${label}.`,
        {
          fix: `Share the AMI with it instead: /ami share ${image.imageId} with ${destination.account}. ${roleHint} in the configuration.`,
          subject,
        },
      ),
    ];
  }
  if (!isOwnedHere(image)) return foreignImageFindings(copy, { facts, directory });
  return [
    info(
      'copied-by-account',
      `${label} creates the copy in ${destination.region}, owns it, and pays for it. The tags are carried over.`,
      { subject },
    ),
    ...temporaryGrantFindings(copy, facts),
    ...keyFindings(copy, facts, directory),
    // Snapshots can be copied whatever AMIs are allowed.
    ...(copy.route === 'registered' ? [] : allowedImagesFindings([destination.account], facts, directory)),
  ];
}

function isOwnerAlready({ label, key, destination }: PlannedCopy, { image }: Facts): Finding {
  return refusal('target-is-owner', `${label} owns the AMI.`, {
    fix: `For a second one under another name: /ami copy ${image.imageId} to ${destination.region} as <name>`,
    subject: key,
  });
}

/** Only the owner can let another account see it. Every account sees a public AMI. */
function foreignImageFindings(
  { label, key, destination }: PlannedCopy,
  { facts, directory }: FindingsContext,
): readonly Finding[] {
  const { image } = facts;
  if (image.public) {
    const text = `${label} makes the copy, in ${destination.region}, and owns it, with its costs and care.`;
    return [info('copied-by-account', text, { subject: key })];
  }
  const wayOut = `If ${label} can see it, copy it from there: /ami copy ${image.imageId} to ${image.region} of ${destination.account}. If not, copy it here first, and then copy that copy.`;
  return ownerFindings(image, directory, 'share', wayOut).map((finding) => ({ ...finding, subject: key }));
}

function temporaryGrantFindings({ label, key, route }: PlannedCopy, facts: Facts): readonly Finding[] {
  if (route === 'reencrypted') return [];
  const permissions = [
    ...(route === 'registered' ? [] : [orNotObserved(facts.launchPermissions)]),
    ...(route === 'launched' ? [] : backingSnapshots(facts).map((backing) => backing.permissions)),
  ];
  const unread = permissions.find((fact) => !fact.known);
  if (unread === undefined) {
    const grantedText =
      route === 'launched' ? 'the AMI until the instance runs' : 'the AMI and its snapshots while it copies';
    const text = `${label} may use ${grantedText}. Permissions that it did not have before are revoked afterwards.`;
    return [info('copy-permissions-temporary', text, { subject: key })];
  }
  const text = `The present permissions of ${label} are unknown: ${reasonText(unread)}. The permissions for the copy are granted, and stay.`;
  const fix = `Let the bot read it (ec2:DescribeImageAttribute, ec2:DescribeSnapshotAttribute), or revoke it afterwards: /ami unshare ${facts.image.imageId} from ${key}`;
  return [unknownFinding('copy-permissions-stay', text, { fix, subject: key })];
}

/** Without the key, the copy would fail after it was accepted. */
function keyFindings({ destination, route }: PlannedCopy, facts: Facts, directory: Directory): readonly Finding[] {
  const recipient: Grantee = { kind: 'account', id: destination.account };
  const namedKey = orNotObserved(facts.namedKey);
  const keys =
    route === 'reencrypted'
      ? namedKey.known
        ? [{ name: namedKey.value.arn, key: namedKey, snapshotIds: [] }]
        : []
      : summarizeEncryption(facts).keys;
  return keys
    .flatMap((encryption) => accessFindings(encryption, [recipient], directory))
    .map((finding) => (finding.code === 'key-not-allowed' ? { ...finding, severity: 'refusal' as const } : finding));
}
