import type { Directory } from '../../model/directory.js';
import type { Facts, Grantee } from '../../model/facts.js';
import type { Fact } from '../../model/fact.js';
import type { Finding, Step } from '../../plan/types.js';
import { warningLeadMs } from '../../request/expiration.js';
import { addMs } from '../../model/time.js';
import { info, refusal } from './build.js';
import { granteeLabel, hasGrantee, granteeKey } from '../../model/grantee.js';
import { orNotObserved } from '../../model/observed-facts.js';
import { formatDateOrTime, durationLabel, joinList } from '../../model/format.js';

interface ExpiringShareOptions {
  readonly targets: readonly Grantee[];
  /** Absent: no expiration. */
  readonly expiresAfterMs: number | undefined;
}

/**
 * Returns the facts as if grants that this share extends did not exist. They are granted again, which changes nothing
 * on EC2 and makes this request one of their owners.
 */
export function withoutExtendedGrants(facts: Facts, { targets, expiresAfterMs }: ExpiringShareOptions): Facts {
  const { expiringGrants = [], launchPermissions, volumePermissions = {}, image } = facts;
  if (expiringGrants.length === 0) return facts;
  return {
    ...facts,
    ...(launchPermissions === undefined
      ? {}
      : { launchPermissions: withoutExtended(image.imageId, launchPermissions) }),
    volumePermissions: Object.fromEntries(
      Object.entries(volumePermissions).map(([snapshotId, present]) => [
        snapshotId,
        withoutExtended(snapshotId, present),
      ]),
    ),
  };

  function withoutExtended(resourceId: string, grantees: Fact<readonly Grantee[]>): Fact<readonly Grantee[]> {
    if (!grantees.known) return grantees;
    const value = grantees.value.filter((grantee) => {
      const expiry = grantExpiry(resourceId, grantee, facts);
      return expiry === undefined || !hasGrantee(targets, grantee) || !outlasts(expiry, expiresAfterMs, facts);
    });
    return { ...grantees, value };
  }
}

/** When an existing permission expires. `undefined` if it does not. */
export function grantExpiry(resourceId: string, grantee: Grantee, { expiringGrants = [] }: Facts): string | undefined {
  return expiringGrants.find((each) => each.resourceId === resourceId && each.grantee === granteeKey(grantee))
    ?.expiresAt;
}

interface FindingsContext extends ExpiringShareOptions {
  /** As they were observed. */
  readonly facts: Facts;
  readonly directory: Directory;
  readonly steps: readonly Step[];
}

/** Findings about the expiration, and about expirations that exist already. */
export function expirationFindings(context: FindingsContext): readonly Finding[] {
  return [
    ...newExpirationFindings(context),
    ...context.targets.flatMap((target) => currentExpirationFindings(target, context)),
  ];
}

function newExpirationFindings({
  targets,
  expiresAfterMs,
  facts,
  directory,
  steps,
}: FindingsContext): readonly Finding[] {
  if (expiresAfterMs === undefined) return [];
  if (steps.some(({ undo }) => undo === undefined)) {
    return [
      refusal('end-not-certain', 'Who has it now cannot be read, so it would be unclear what to revoke at the end.', {
        fix: 'Let the bot read who it is shared with, or share it without “for”.',
      }),
    ];
  }
  const warningLead = warningLeadMs(expiresAfterMs);
  const warning =
    warningLead === undefined ? 'That is too short for a warning.' : `Warned ${durationLabel(warningLead)} before.`;
  const expiry = formatDateOrTime(addMs(facts.observedAt, expiresAfterMs));
  const permanent = permanentGrantees(targets, facts).map((target) => granteeLabel(target, directory));
  return [
    info(
      'ends-by-itself',
      `It is revoked automatically ${durationLabel(expiresAfterMs)} after it is done: done now, on ${expiry}. ${warning}`,
    ),
    ...(permanent.length === 0 || steps.length === 0
      ? []
      : [
          info(
            'permanent-share-stays',
            `${joinList(permanent)} can already launch it without an expiration, and keeps it.`,
          ),
        ]),
  ];
}

function currentExpirationFindings(
  target: Grantee,
  { expiresAfterMs, facts, directory, steps }: FindingsContext,
): readonly Finding[] {
  const expiry = hasAccess(target, facts) ? grantExpiry(facts.image.imageId, target, facts) : undefined;
  if (expiry === undefined) return [];
  const statement = `${granteeLabel(target, directory)} has it until ${formatDateOrTime(expiry)}`;
  const subject = granteeKey(target);
  if (outlasts(expiry, expiresAfterMs, facts)) {
    const consequence = expiresAfterMs === undefined ? 'this makes it permanent' : 'this moves the end';
    return [info('shared-until', `${statement} now; ${consequence}.`, { subject })];
  }
  if (steps.length > 0) return [info('shared-longer', `${statement} already, and keeps it until then.`, { subject })];
  return [
    refusal('shared-longer', `${statement} already, which is longer. Nothing to do.`, {
      fix: 'To end it sooner, press End now in the request that shared it, or unshare it.',
      subject,
    }),
  ];
}

function permanentGrantees(targets: readonly Grantee[], facts: Facts): readonly Grantee[] {
  return targets.filter(
    (target) => hasAccess(target, facts) && grantExpiry(facts.image.imageId, target, facts) === undefined,
  );
}

function hasAccess(target: Grantee, facts: Facts): boolean {
  const grantees = orNotObserved(facts.launchPermissions);
  return grantees.known && hasGrantee(grantees.value, target);
}

/** Whether this share would be there for longer. */
function outlasts(expiry: string, expiresAfterMs: number | undefined, { observedAt }: Facts): boolean {
  return expiresAfterMs === undefined || addMs(observedAt, expiresAfterMs) > expiry;
}
