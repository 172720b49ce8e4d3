import { accountLabel, canAccessAccount, type Directory, findAccountById } from '../../model/directory.js';
import { truncate } from '../../model/format.js';
import type { Image } from '../../model/image.js';
import type { Finding } from '../../plan/types.js';
import { refusal, warning } from './build.js';

/** Whether the account through which the AMI is seen owns it. */
export function isOwnedHere({ ownerId, account }: Image): boolean {
  return ownerId === account;
}

/**
 * Only the owner may change an AMI, whatever other accounts may do with it. (EC2 API, ModifyImageAttribute,
 * DeregisterImage)
 */
export function ownerFindings(
  image: Image,
  directory: Directory,
  activity: string,
  alternative: string,
): readonly Finding[] {
  if (isOwnedHere(image)) return [];
  const owner = accountLabel(directory, image.ownerId);
  const text = `Only its owner, ${owner}, can ${activity} this AMI; here it is seen from ${accountLabel(directory, image.account)}.`;
  const needsRole =
    findAccountById(directory, image.ownerId) !== undefined && !canAccessAccount(directory, image.ownerId);
  const fix = needsRole ? `Configure a role_arn for the account, so that the bot can act there.` : alternative;
  return [refusal('not-owner', text, { fix })];
}

type TrustLevel = 'own' | 'directory' | 'verified' | 'foreign';

const VERIFIED_ALIASES: readonly string[] = ['amazon', 'aws-marketplace', 'aws-backup-vault'];

/** AWS gives these aliases to verified providers alone; names and descriptions prove nothing. (EC2 User Guide, "Shared AMIs") */
function classifyTrust({ ownerId, account, ownerAlias }: Image, directory: Directory): TrustLevel {
  if (ownerId === account) return 'own';
  if (findAccountById(directory, ownerId) !== undefined) return 'directory';
  return VERIFIED_ALIASES.includes(ownerAlias ?? '') ? 'verified' : 'foreign';
}

export function trustLabel(image: Image, directory: Directory): string {
  switch (classifyTrust(image, directory)) {
    case 'own':
      return 'owned by this account';
    case 'directory':
      return 'owned by an account of the directory';
    case 'verified':
      return `verified provider (${truncate(image.ownerAlias ?? '')})`;
    case 'foreign':
      return 'not trusted: neither in the directory nor a verified provider';
  }
}

export function trustFindings(image: Image, directory: Directory): readonly Finding[] {
  const untrusted = warning(
    'untrusted-owner',
    `The AMI belongs to ${accountLabel(directory, image.ownerId)}, which is neither in the directory nor a provider that AWS has verified. It may be insecure or hold malware; its name proves nothing.`,
    { fix: 'Use it only if you know that account.' },
  );
  const notAllowed = warning('not-allowed', 'The Allowed AMIs setting of the account does not include this AMI.', {
    fix: 'Add it to the criteria of Allowed AMIs, or use one that meets them.',
  });
  return [
    ...(classifyTrust(image, directory) === 'foreign' ? [untrusted] : []),
    ...(image.allowed === false ? [notAllowed] : []),
  ];
}
