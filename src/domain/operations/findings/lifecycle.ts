import { formatDay, isPast, truncate } from '../../model/format.js';
import type { Image } from '../../model/image.js';
import type { Finding } from '../../plan/types.js';
import { refusal, warning } from './build.js';

/** Whether the AMI is in a state in which it can be shared or copied. */
export function availabilityFindings(image: Image): readonly Finding[] {
  if (image.state !== 'disabled') return notReadyFindings(image);
  return [
    refusal('image-disabled', 'The AMI is disabled: it cannot be launched, and it is not shared.', {
      fix: 'Enable it first (/ami enable). Its former sharing is not restored automatically.',
    }),
  ];
}

/** Whether the AMI was made and is there, disabled or not. */
export function notReadyFindings({ state, stateReason }: Image): readonly Finding[] {
  switch (state) {
    case 'available':
    case 'disabled':
      return [];
    case 'pending':
    case 'transient':
      return [
        refusal('image-pending', 'The AMI is still pending.', {
          fix: 'Submit the request again once it is available.',
        }),
      ];
    case 'failed':
    case 'error':
    case 'invalid': {
      const reason = stateReason === undefined ? '' : ` EC2 reports “${truncate(stateReason, 300)}”.`;
      return [
        refusal('image-failed', `The AMI was never finished (${state}).${reason}`, {
          fix: 'Make it again, and deregister this one.',
        }),
      ];
    }
    default:
      return [
        refusal('image-not-available', `The AMI is ${truncate(state, 40)}, not available.`, {
          fix: 'Use an AMI that is available.',
        }),
      ];
  }
}

/** Deprecation hides an AMI and stops nothing. (EC2 User Guide, "Deprecate an Amazon EC2 AMI") */
export function deprecationFindings({ deprecatedAt }: Image, observedAt: string): readonly Finding[] {
  if (deprecatedAt === undefined) return [];
  if (!isPast(deprecatedAt, observedAt)) {
    return [warning('deprecation-ahead', `The AMI will be deprecated on ${formatDay(deprecatedAt)}.`)];
  }
  const text = `The AMI has been deprecated since ${formatDay(deprecatedAt)}: other accounts find it only by its id. It can still be launched.`;
  return [warning('image-deprecated', text, { fix: 'Use a newer AMI if there is one.' })];
}

export function protectionLabel({ deregistrationProtection }: Pick<Image, 'deregistrationProtection'>): string {
  switch (deregistrationProtection) {
    case 'disabled':
      return 'none';
    case 'enabled-without-cooldown':
      return 'protected from deregistration';
    case 'enabled-with-cooldown':
      return 'protected from deregistration, and for 24 hours after that is turned off';
    default:
      return truncate(deregistrationProtection, 60);
  }
}

export function isProtected({ deregistrationProtection }: Image): boolean {
  return deregistrationProtection.startsWith('enabled');
}

export function hasCooldown({ deregistrationProtection }: Image): boolean {
  return deregistrationProtection === 'enabled-with-cooldown';
}

/** Applies to every user, whatever their permissions. (EC2 User Guide, "Protect an AMI from deregistration") */
export function protectionFindings({ deregistrationProtection, imageId }: Image): readonly Finding[] {
  const off = `Turn the protection off (/ami unprotect ${imageId})`;
  switch (deregistrationProtection) {
    case 'disabled':
    case '':
      return [];
    case 'enabled-without-cooldown':
      return [
        refusal('image-protected', 'The AMI is protected from deregistration.', {
          fix: `${off}, then submit the request again.`,
        }),
      ];
    case 'enabled-with-cooldown':
      return [
        refusal(
          'image-protected-with-cooldown',
          'The AMI is protected from deregistration, with a cooldown of 24 hours.',
          {
            fix: `${off}, and submit the request again 24 hours later. EC2 refuses until then.`,
          },
        ),
      ];
    default:
      // It is not documented what EC2 returns during a cooldown. It is not "disabled".
      return [
        refusal(
          'image-protection-cooling-down',
          `The AMI may still have deregistration protection: EC2 reports “${truncate(deregistrationProtection, 60)}”.`,
          { fix: 'If its protection was turned off, submit the request again 24 hours after that.' },
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
