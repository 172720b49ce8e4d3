import type { Directory } from '../../facts/directory.js';
import type { Facts, Grantee } from '../../facts/facts.js';
import type { Fact } from '../../facts/known.js';
import type { Finding, Step } from '../../plan/types.js';
import { warningMs } from '../../request/limit.js';
import { later } from '../../request/times.js';
import { info, refusal } from './finding.js';
import { granteeLabel, includes, nameOf } from './grantee.js';
import { observed } from './observed.js';
import { dateOrTime, durationLabel, listed } from './wording.js';

interface Wanted {
  readonly targets: readonly Grantee[];
  /** For good without. */
  readonly forMs: number | undefined;
}

/**
 * The facts as though what this share gives for longer were not there yet: it is given once more, which changes nothing
 * on EC2, and makes this request one of those that want it.
 */
export function withoutWhatIsExtended(facts: Facts, { targets, forMs }: Wanted): Facts {
  const { timedGrants = [], launchPermissions, volumePermissions = {}, image } = facts;
  if (timedGrants.length === 0) return facts;
  return {
    ...facts,
    ...(launchPermissions === undefined ? {} : { launchPermissions: left(image.imageId, launchPermissions) }),
    volumePermissions: Object.fromEntries(
      Object.entries(volumePermissions).map(([snapshotId, present]) => [snapshotId, left(snapshotId, present)]),
    ),
  };

  function left(on: string, present: Fact<readonly Grantee[]>): Fact<readonly Grantee[]> {
    if (!present.known) return present;
    const value = present.value.filter((grantee) => {
      const end = endOf(on, grantee, facts);
      return end === undefined || !includes(targets, grantee) || !isLater(end, forMs, facts);
    });
    return { ...present, value };
  }
}

/** When a permission that is there ends by itself; undefined when it does not. */
export function endOf(on: string, grantee: Grantee, { timedGrants = [] }: Facts): string | undefined {
  return timedGrants.find((each) => each.on === on && each.grantee === nameOf(grantee))?.until;
}

interface Situation extends Wanted {
  /** As they were observed. */
  readonly facts: Facts;
  readonly directory: Directory;
  readonly steps: readonly Step[];
}

/** What there is to say of when it ends, and of ends that are there already. */
export function timeFindings(situation: Situation): readonly Finding[] {
  return [...limitFindings(situation), ...situation.targets.flatMap((target) => endFindings(target, situation))];
}

function limitFindings({ targets, forMs, facts, directory, steps }: Situation): readonly Finding[] {
  if (forMs === undefined) return [];
  if (steps.some(({ undo }) => undo === undefined)) {
    return [
      refusal('end-not-certain', 'Who has it now cannot be read, so nobody could say what to take back at the end.', {
        fix: 'Let the bot read whom it is shared with, or share it without “for”.',
      }),
    ];
  }
  const lead = warningMs(forMs);
  const warning = lead === undefined ? 'That is too short for a warning.' : `Warned ${durationLabel(lead)} before.`;
  const end = dateOrTime(later(facts.observedAt, forMs));
  const keeping = forGood(targets, facts).map((target) => granteeLabel(target, directory));
  return [
    info(
      'ends-by-itself',
      `It is taken back by itself ${durationLabel(forMs)} after it is done: done now, on ${end}. ${warning}`,
    ),
    ...(keeping.length === 0 || steps.length === 0
      ? []
      : [info('stays-for-good', `${listed(keeping)} can launch it already, with no end, and keeps it.`)]),
  ];
}

function endFindings(target: Grantee, { forMs, facts, directory, steps }: Situation): readonly Finding[] {
  const end = isPresent(target, facts) ? endOf(facts.image.imageId, target, facts) : undefined;
  if (end === undefined) return [];
  const so = `${granteeLabel(target, directory)} has it until ${dateOrTime(end)}`;
  const subject = nameOf(target);
  if (isLater(end, forMs, facts)) {
    const change = forMs === undefined ? 'this keeps it for good' : 'this moves the end';
    return [info('shared-until', `${so} so far; ${change}.`, { subject })];
  }
  if (steps.length > 0) return [info('shared-longer', `${so} already, and keeps it until then.`, { subject })];
  return [
    refusal('shared-longer', `${so} already, which is longer: there is nothing to do.`, {
      fix: 'To end it sooner, press End now in the request that shared it, or unshare it.',
      subject,
    }),
  ];
}

function forGood(targets: readonly Grantee[], facts: Facts): readonly Grantee[] {
  return targets.filter(
    (target) => isPresent(target, facts) && endOf(facts.image.imageId, target, facts) === undefined,
  );
}

function isPresent(target: Grantee, facts: Facts): boolean {
  const present = observed(facts.launchPermissions);
  return present.known && includes(present.value, target);
}

/** Whether this share would be there for longer. */
function isLater(end: string, forMs: number | undefined, { observedAt }: Facts): boolean {
  return forMs === undefined || later(observedAt, forMs) > end;
}
