import type { Directory } from '../../model/directory.js';
import type { Facts } from '../../model/facts.js';
import type { Finding } from '../../plan/types.js';
import { info, refusal, warning } from '../findings/build.js';
import { ownerFindings } from '../findings/ownership.js';
import { isPublic } from '../findings/sharing.js';
import { formatDateOrTime, isPast } from '../../model/format.js';

/** Everything that speaks against taking a deprecation date away, or follows from it. */
export function findings(facts: Facts, directory: Directory): readonly Finding[] {
  const { image, observedAt } = facts;
  return [
    ...ownerFindings(image, directory, 'change the deprecation of', 'Ask the owner to change it.'),
    ...(image.deprecatedAt === undefined
      ? [refusal('not-deprecated', 'The AMI has no deprecation date. Nothing to do.')]
      : dateFindings(image.deprecatedAt, observedAt)),
    ...(isPublic(facts)
      ? [
          refusal('public-stays-deprecated', 'The AMI is public. Its deprecation date cannot be removed.', {
            fix: 'Make it private first (/ami unpublish).',
          }),
        ]
      : []),
  ];
}

function dateFindings(deprecatedAt: string, observedAt: string): readonly Finding[] {
  const date = formatDateOrTime(deprecatedAt);
  if (!isPast(deprecatedAt, observedAt)) {
    return [info('will-not-be-deprecated', `It would have been deprecated on ${date}.`)];
  }
  return [
    warning('old-date-is-lost', `It has been deprecated since ${date}. EC2 does not take that date again later.`),
    info('visible-again', 'Accounts that it is shared with find it in lists again.'),
  ];
}
