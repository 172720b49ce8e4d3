import type { Directory } from '../../model/directory.js';
import type { Facts } from '../../model/facts.js';
import type { Finding } from '../../plan/types.js';
import { maxDeprecationDate, latestPublicDeprecation } from '../steps/lifecycle.js';
import { info, unknownFinding, refusal, warning } from '../findings/build.js';
import { granteeLabel } from '../../model/grantee.js';
import { reasonText, orNotObserved } from '../../model/observed-facts.js';
import { ownerFindings } from '../findings/ownership.js';
import { isPublic } from '../findings/sharing.js';
import { notReadyFindings } from '../findings/lifecycle.js';
import { formatDateOrTime, isPast, joinList } from '../../model/format.js';

interface FindingsContext {
  readonly at: string;
  readonly facts: Facts;
  readonly directory: Directory;
}

/** Everything that speaks against a deprecation date, or follows from it. */
export function findings(context: FindingsContext): readonly Finding[] {
  const { facts, directory } = context;
  return [
    ...ownerFindings(facts.image, directory, 'deprecate', 'Ask the owner to deprecate it.'),
    ...notReadyFindings(facts.image),
    ...dateFindings(context),
    ...currentDateFindings(context),
    ...audienceFindings(context),
    ...stateFindings(facts),
    info(
      'deprecation-stops-nothing',
      'Instances keep running, and launches by ID still work. Nothing that uses the AMI fails.',
    ),
    info('copies-keep-their-dates', 'Copies of the AMI are not deprecated with it.'),
  ];
}

function dateFindings({ at, facts }: FindingsContext): readonly Finding[] {
  const { image, observedAt } = facts;
  if (isPast(at, observedAt)) {
    const text = `${formatDateOrTime(at)} has passed: EC2 takes only dates ahead.`;
    return [refusal('date-has-passed', text, { fix: 'Name a later date, such as “in 1h” or “in 7d”.' })];
  }
  const maxDate = maxDeprecationDate(observedAt);
  if (Date.parse(at) > maxDate.getTime()) {
    const text = `${formatDateOrTime(at)} is more than ten years ahead.`;
    return [refusal('date-too-far', text, { fix: `Name a date up to ${formatDateOrTime(maxDate.toISOString())}.` })];
  }
  const maxPublicDate = isPublic(facts) ? latestPublicDeprecation(image) : undefined;
  if (maxPublicDate === undefined || Date.parse(at) <= maxPublicDate.getTime()) return [];
  const maxPublicDateText = formatDateOrTime(maxPublicDate.toISOString());
  return [
    refusal(
      'date-too-late-for-public',
      `The AMI is public, and so is deprecated by ${maxPublicDateText} at the latest.`,
      {
        fix: 'Name an earlier date, or make it private first (/ami unpublish).',
      },
    ),
  ];
}

function currentDateFindings({ at, facts: { image } }: FindingsContext): readonly Finding[] {
  const { deprecatedAt } = image;
  if (deprecatedAt === undefined) return [];
  const currentDate = formatDateOrTime(deprecatedAt);
  if (Date.parse(deprecatedAt) === Date.parse(at)) {
    return [refusal('already-deprecated', `Its deprecation date is already ${currentDate}. Nothing to do.`)];
  }
  return [warning('date-replaced', `It has a deprecation date already, ${currentDate}, which is replaced.`)];
}

/** Those who lose sight of the AMI. (EC2 User Guide, "Deprecate an Amazon EC2 AMI") */
function audienceFindings({ facts, directory }: FindingsContext): readonly Finding[] {
  const permissions = orNotObserved(facts.launchPermissions);
  const publicWarning = warning(
    'public-access-may-end',
    'The AMI is public. AWS makes a deprecated AMI private if it was not launched for six months or more.',
  );
  const publicity = isPublic(facts) ? [publicWarning] : [];
  if (!permissions.known) {
    const text = `Who the AMI is shared with is unknown: ${reasonText(permissions)}. It is hidden from their lists too.`;
    return [unknownFinding('launch-permissions-unknown', text), ...publicity];
  }
  if (permissions.value.length === 0) return [];
  const recipients = joinList(permissions.value.map((grantee) => granteeLabel(grantee, directory)));
  const text = `The AMI is shared with ${recipients}: from then on they find it only by its id.`;
  return [warning('hidden-from-others', text, { fix: 'Notify them which AMI replaces it.' }), ...publicity];
}

function stateFindings({ image }: Facts): readonly Finding[] {
  if (image.state !== 'disabled') return [];
  return [
    info('disabled-hides-already', 'The AMI is disabled, and so hidden already; the date counts once it is enabled.'),
  ];
}
