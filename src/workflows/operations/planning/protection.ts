import type { Image } from '../../facts/image.js';
import type { Finding } from '../../plan/types.js';
import { refusal } from './finding.js';
import { clip } from './wording.js';

export function protectionLabel({ deregistrationProtection }: Pick<Image, 'deregistrationProtection'>): string {
  switch (deregistrationProtection) {
    case 'disabled':
      return 'none';
    case 'enabled-without-cooldown':
      return 'protected from deregistration';
    case 'enabled-with-cooldown':
      return 'protected from deregistration, and for 24 hours after that is turned off';
    default:
      return clip(deregistrationProtection, 60);
  }
}

export function isProtected({ deregistrationProtection }: Image): boolean {
  return deregistrationProtection.startsWith('enabled');
}

export function hasCooldown({ deregistrationProtection }: Image): boolean {
  return deregistrationProtection === 'enabled-with-cooldown';
}

/** Binds everybody, whatever their rights. (EC2 User Guide, "Protect an AMI from deregistration") */
export function protectionFindings({ deregistrationProtection, imageId }: Image): readonly Finding[] {
  const off = `Turn the protection off (/ami unprotect ${imageId})`;
  switch (deregistrationProtection) {
    case 'disabled':
    case '':
      return [];
    case 'enabled-without-cooldown':
      return [
        refusal('image-protected', 'The AMI is protected from deregistration.', { fix: `${off}, then ask again.` }),
      ];
    case 'enabled-with-cooldown':
      return [
        refusal(
          'image-protected-with-cooldown',
          'The AMI is protected from deregistration, with a cooldown of 24 hours.',
          {
            fix: `${off}, and ask again 24 hours later: until then EC2 refuses.`,
          },
        ),
      ];
    default:
      // What EC2 shows while a cooldown runs is not documented; whatever it is, it is not "disabled".
      return [
        refusal(
          'image-protection-cooling-down',
          `The AMI may still be protected from deregistration: EC2 says “${clip(deregistrationProtection, 60)}”.`,
          { fix: 'If its protection was turned off, ask again 24 hours after that.' },
        ),
      ];
  }
}

/** Whether AWS Backup made the AMI. (EC2 User Guide, "Deregister an Amazon EC2 AMI"; names and tags as observed) */
export function isRecoveryPoint({ ownerAlias, name, tags }: Pick<Image, 'ownerAlias' | 'name' | 'tags'>): boolean {
  return (
    ownerAlias === 'aws-backup-vault' ||
    name.startsWith('AwsBackup_') ||
    Object.keys(tags).some((key) => key.startsWith('aws:backup:'))
  );
}

/** AWS Backup's AMIs are refused by EC2. */
export function backupFindings(image: Image): readonly Finding[] {
  if (!isRecoveryPoint(image)) return [];
  return [
    refusal('managed-by-aws-backup', 'The AMI is a recovery point of AWS Backup, which alone can remove it.', {
      fix: 'Delete the recovery point in AWS Backup.',
    }),
  ];
}
