import type { Failure } from '../../../domain/request/failure.js';
import type { RequestEvent } from '../../../domain/request/types.js';

/** What happened, in the words of AWS, of a finding, or of AMI Steward. */
export function failureText(failure: Failure): string {
  const { message, parts } = failure;
  if (message !== undefined) return message;
  if (parts === undefined) return ownText(failure);
  return parts
    .map(({ text, failures }) => {
      const reasons = unique(failures.map(failureText)).join(' ');
      return sentence(reasons === '' ? text : `${text}: ${reasons}`);
    })
    .join('\n');
}

/** What to do about it. `undefined` if nothing is known to help. */
export function failureAdvice({ code, advice, params = {}, parts = [] }: Failure): string | undefined {
  if (advice !== undefined) return advice;
  const ofParts = unique(parts.flatMap(({ failures }) => failures.flatMap((failure) => failureAdvice(failure) ?? [])));
  if (parts.length > 0) return ofParts.length === 0 ? undefined : ofParts.join(' ');
  switch (code) {
    case 'access-denied':
      return `Grant ${params.permission ?? 'the missing permission'} to the role in that account. Then press Retry.`;
    case 'conflict':
    case 'throttled':
    case 'unknown-outcome':
      return 'Press Retry to try again.';
    case 'restored':
      return 'Check what was done since the backup. Retry plans the request again.';
    case 'not-confirmed':
      return 'Check the AMI with /ami info. Retry makes the call again.';
    case 'defect':
      return 'Give the operator the ID of the request. The log has the cause. Retry continues where it stopped.';
    default:
      return undefined;
  }
}

function ownText({ code, params = {} }: Failure): string {
  switch (code) {
    case 'stopped':
      return 'The request was cancelled before this step was done.';
    case 'not-confirmed':
      return `EC2 accepted the call, but its effect was not visible within ${params.minutes ?? ''} minutes.`;
    case 'restored':
      return 'The table was restored from a backup. Calls made since the backup are not recorded.';
    case 'not-found':
      return 'The resource no longer exists.';
    case 'refused-by-rule':
    case 'no-rule-matches':
    case 'in-use':
      return ['The rules in force no longer allow this.', params.differences ?? ''].join(' ').trimEnd();
    case 'runs-again':
      return `${params.undone ?? ''}, which this request reverts, is running again.`;
    case 'undone-request-missing':
      return 'The request that this one reverts is no longer stored.';
    case 'defect':
      return 'AMI Steward stopped because of an internal error.';
    default:
      return code;
  }
}

/** Why an expired grant could not be revoked yet. */
export function delayText({ reason, undo }: RequestEvent & { type: 'revocation-delayed' }): string {
  return undo === undefined ? (reason ?? '') : `${undo} is not done yet.`;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
