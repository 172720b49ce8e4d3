import type { Image } from '../../facts/image.js';
import type { Finding } from '../../plan/types.js';
import { refusal, warning } from './finding.js';
import { clip, day, isPast } from './wording.js';

/** Whether the AMI is in a state in which it can be shared or copied. */
export function availabilityFindings(image: Image): readonly Finding[] {
  if (image.state !== 'disabled') return finishedFindings(image);
  return [
    refusal('image-disabled', 'The AMI is disabled: nothing can be launched from it, and it is shared with nobody.', {
      fix: 'Enable it first (/ami enable). The sharing it had before does not come back by itself.',
    }),
  ];
}

/** Whether the AMI was made and is there, disabled or not. */
export function finishedFindings({ state, stateReason }: Image): readonly Finding[] {
  switch (state) {
    case 'available':
    case 'disabled':
      return [];
    case 'pending':
    case 'transient':
      return [refusal('image-pending', 'The AMI is still being made.', { fix: 'Ask again once it is available.' })];
    case 'failed':
    case 'error':
    case 'invalid': {
      const why = stateReason === undefined ? '' : ` EC2 says “${clip(stateReason, 300)}”.`;
      return [
        refusal('image-failed', `The AMI was never finished (${state}).${why}`, {
          fix: 'Make it again, and deregister this one.',
        }),
      ];
    }
    default:
      return [
        refusal('image-not-available', `The AMI is ${clip(state, 40)}, not available.`, {
          fix: 'Use an AMI that is available.',
        }),
      ];
  }
}

/** Deprecation hides an AMI and stops nothing. (EC2 User Guide, "Deprecate an Amazon EC2 AMI") */
export function deprecationFindings({ deprecatedAt }: Image, observedAt: string): readonly Finding[] {
  if (deprecatedAt === undefined) return [];
  if (!isPast(deprecatedAt, observedAt)) {
    return [warning('deprecation-ahead', `The AMI will be deprecated on ${day(deprecatedAt)}.`)];
  }
  const text = `The AMI has been deprecated since ${day(deprecatedAt)}: other accounts find it only by its id. It can still be launched.`;
  return [warning('image-deprecated', text, { fix: 'Use a newer AMI if there is one.' })];
}
