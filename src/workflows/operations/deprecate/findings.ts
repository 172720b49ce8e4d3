import type { Directory } from '../../facts/directory.js';
import type { Facts } from '../../facts/facts.js';
import type { Finding } from '../../plan/types.js';
import { latestDate, latestWhilePublic } from '../planning/deprecation.js';
import { info, open, refusal, warning } from '../planning/finding.js';
import { granteeLabel } from '../planning/grantee.js';
import { because, observed } from '../planning/observed.js';
import { ownerFindings } from '../planning/ownership.js';
import { isPublic } from '../planning/publicity.js';
import { finishedFindings } from '../planning/state.js';
import { dateOrTime, isPast, listed } from '../planning/wording.js';

interface Situation {
  readonly at: string;
  readonly facts: Facts;
  readonly directory: Directory;
}

/** Everything that speaks against a deprecation date, or follows from it. */
export function findings(situation: Situation): readonly Finding[] {
  const { facts, directory } = situation;
  return [
    ...ownerFindings(facts.image, directory, 'deprecate', 'Ask the owner to deprecate it.'),
    ...finishedFindings(facts.image),
    ...dateFindings(situation),
    ...presentDateFindings(situation),
    ...audienceFindings(situation),
    ...stateFindings(facts),
    info(
      'deprecation-stops-nothing',
      'Instances run on, and launches by the id go on: nothing that uses the AMI fails.',
    ),
    info('copies-keep-their-dates', 'Copies of the AMI are not deprecated with it.'),
  ];
}

function dateFindings({ at, facts }: Situation): readonly Finding[] {
  const { image, observedAt } = facts;
  if (isPast(at, observedAt)) {
    const text = `${dateOrTime(at)} has passed: EC2 takes only dates ahead.`;
    return [refusal('date-has-passed', text, { fix: 'Name a later date, such as “in 1h” or “in 7d”.' })];
  }
  const latest = latestDate(observedAt);
  if (Date.parse(at) > latest.getTime()) {
    const text = `${dateOrTime(at)} is more than ten years ahead.`;
    return [refusal('date-too-far', text, { fix: `Name a date up to ${dateOrTime(latest.toISOString())}.` })];
  }
  const whilePublic = isPublic(facts) ? latestWhilePublic(image) : undefined;
  if (whilePublic === undefined || Date.parse(at) <= whilePublic.getTime()) return [];
  const limit = dateOrTime(whilePublic.toISOString());
  return [
    refusal('date-too-late-for-public', `The AMI is public, and so is deprecated by ${limit} at the latest.`, {
      fix: 'Name an earlier date, or make it private first (/ami unpublish).',
    }),
  ];
}

function presentDateFindings({ at, facts: { image } }: Situation): readonly Finding[] {
  const { deprecatedAt } = image;
  if (deprecatedAt === undefined) return [];
  const present = dateOrTime(deprecatedAt);
  if (Date.parse(deprecatedAt) === Date.parse(at)) {
    return [refusal('already-deprecated', `Its deprecation date is ${present} already: there is nothing to do.`)];
  }
  return [warning('date-replaced', `It has a deprecation date already, ${present}, which is replaced.`)];
}

/** Those who lose sight of the AMI. (EC2 User Guide, "Deprecate an Amazon EC2 AMI") */
function audienceFindings({ facts, directory }: Situation): readonly Finding[] {
  const permissions = observed(facts.launchPermissions);
  const everybody = warning(
    'public-access-may-end',
    'The AMI is public. AWS makes a deprecated AMI private that nobody has launched for six months or more.',
  );
  const publicity = isPublic(facts) ? [everybody] : [];
  if (!permissions.known) {
    const text = `Whom the AMI is shared with is not known: ${because(permissions)}. It is hidden from their lists too.`;
    return [open('launch-permissions-unknown', text), ...publicity];
  }
  if (permissions.value.length === 0) return [];
  const whom = listed(permissions.value.map((grantee) => granteeLabel(grantee, directory)));
  const text = `The AMI is shared with ${whom}: from then on they find it only by its id.`;
  return [warning('hidden-from-others', text, { fix: 'Tell them which AMI takes its place.' }), ...publicity];
}

function stateFindings({ image }: Facts): readonly Finding[] {
  if (image.state !== 'disabled') return [];
  return [
    info('disabled-hides-already', 'The AMI is disabled, and so hidden already; the date counts once it is enabled.'),
  ];
}
