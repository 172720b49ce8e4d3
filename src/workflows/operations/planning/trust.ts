import { accountLabel, accountOf, type Directory } from '../../facts/directory.js';
import type { Image } from '../../facts/image.js';
import type { Finding } from '../../plan/types.js';
import { warning } from './finding.js';
import { clip } from './wording.js';

export type Trust = 'own' | 'directory' | 'verified' | 'foreign';

const VERIFIED: readonly string[] = ['amazon', 'aws-marketplace', 'aws-backup-vault'];

/** AWS gives these aliases to verified providers alone; names and descriptions prove nothing. (EC2 User Guide, "Shared AMIs") */
export function trustOf({ ownerId, account, ownerAlias }: Image, directory: Directory): Trust {
  if (ownerId === account) return 'own';
  if (accountOf(directory, ownerId) !== undefined) return 'directory';
  return VERIFIED.includes(ownerAlias ?? '') ? 'verified' : 'foreign';
}

export function trustLabel(image: Image, directory: Directory): string {
  switch (trustOf(image, directory)) {
    case 'own':
      return 'owned by this account';
    case 'directory':
      return 'owned by an account of the directory';
    case 'verified':
      return `verified provider (${clip(image.ownerAlias ?? '')})`;
    case 'foreign':
      return 'not trusted: neither in the directory nor a verified provider';
  }
}

export function trustFindings(image: Image, directory: Directory): readonly Finding[] {
  const foreign = warning(
    'untrusted-owner',
    `The AMI belongs to ${accountLabel(directory, image.ownerId)}, which is neither in the directory nor a provider that AWS has verified. It may be insecure or hold malware; its name proves nothing.`,
    { fix: 'Use it only if you know that account.' },
  );
  const outside = warning('not-allowed', "The account's Allowed AMIs setting does not let this AMI be used.", {
    fix: 'Add it to the criteria of Allowed AMIs, or use one that meets them.',
  });
  return [...(trustOf(image, directory) === 'foreign' ? [foreign] : []), ...(image.allowed === false ? [outside] : [])];
}
