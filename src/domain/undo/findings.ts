import type { Directory } from '../model/directory.js';
import { info, unknownFinding, refusal, warning } from '../operations/findings/build.js';
import { granteeLabel, parseGranteeKey } from '../model/grantee.js';
import { truncate, joinList } from '../model/format.js';
import { undoLimits } from '../operations/undo-limits.js';
import type { Finding, Step } from '../plan/types.js';
import { REQUEST_TAG } from '../plan/outputs.js';
import type { Grant } from '../plan/grants.js';
import { wasPublicBeforeDeregister } from './revertible-steps.js';
import { regrantsOfExpired } from './expiring-grants.js';
import type { Effects, SharedGrant, SkippedEffect, ClassifiedEffects } from './classify-effects.js';

interface SkippedFindingsInput {
  readonly effects: Effects;
  readonly classified: ClassifiedEffects;
  readonly steps: readonly Step[];
  readonly unresolvable: readonly Step[];
  readonly staysPrivate: boolean;
  readonly directory: Directory;
}

/** What is skipped, and why; and the refusal if that is everything. */
export function skippedFindings({
  effects,
  classified,
  steps,
  unresolvable,
  staysPrivate,
  directory,
}: SkippedFindingsInput): readonly Finding[] {
  const { request } = effects;
  const { removed, changed, shared: sharedGrants, unverified, revertible } = classified;
  const nothing = revertible.length + sharedGrants.length === 0;
  return [
    ...(nothing ? [nothingToUndo(classified, unresolvable, request.plan.steps)] : []),
    ...(removed.length === 0
      ? []
      : [info('undo-already-gone', `Skipped because it no longer exists: ${labels(removed, directory)}.`)]),
    ...(changed.length === 0
      ? []
      : [info('undo-changed-since', `Skipped because it was changed since then: ${labels(changed, directory)}.`)]),
    ...sharedGrants.map((each) => sharedGrantFinding(each, directory)),
    ...(staysPrivate ? [NOT_PUBLIC_AGAIN] : []),
    ...(wasPublicBeforeDeregister(request) && restoresImage(steps) ? [RETURNS_PUBLIC] : []),
    ...permanentRegrantFindings(regrantsOfExpired(revertible, effects), directory),
    ...unverified.map(({ title, reason }) =>
      unknownFinding(
        'undo-unseen',
        `Whether this is still needed is unknown: ${truncate(title, 150)}. ${truncate(reason, 300)}`,
        {
          fix: 'It is tried all the same.',
          subject: title,
        },
      ),
    ),
    ...unresolvable.map(({ id, title }) =>
      unknownFinding('undo-lost', `What this left behind cannot be named: ${truncate(title, 150)}.`, {
        fix: `Search for the tag ${REQUEST_TAG} = ${request.id}.`,
        subject: id,
      }),
    ),
    ...irreversibleFindings(request.plan.steps.filter(({ id }) => request.steps[id]?.state === 'done')),
    ...undoLimits({ inverse: request.operation }, steps),
  ];
}

const NOT_PUBLIC_AGAIN = warning('not-public-again', 'The AMI was public. Undo does not make it public again.', {
  fix: 'To make it public, request that on its own: /ami publish.',
});

const RETURNS_PUBLIC = refusal(
  'returns-public',
  'The AMI was public. It would come back public from the Recycle Bin, and Undo never makes an AMI public.',
  { fix: 'To restore it all the same, request that on its own: /ami restore.' },
);

function restoresImage(steps: readonly Step[]): boolean {
  return steps.some(({ call }) => call.name === 'RestoreImageFromRecycleBin');
}

function nothingToUndo(
  { removed, changed }: ClassifiedEffects,
  unresolvable: readonly Step[],
  plan: readonly Step[],
): Finding {
  if (removed.length + changed.length > 0) {
    return refusal('nothing-to-undo', 'Nothing is left to revert: its effects no longer exist.');
  }
  if (unresolvable.length > 0)
    return refusal('nothing-to-undo', 'Its effects cannot be identified, and therefore not reverted.');
  return plan.some(({ undo }) => undo !== undefined)
    ? refusal('nothing-to-undo', 'Nothing to revert: it has changed nothing.')
    : refusal('nothing-to-undo', 'Its effects cannot be reverted.');
}

function permanentRegrantFindings(grants: readonly Grant[], directory: Directory): readonly Finding[] {
  if (grants.length === 0) return [];
  const names = joinList([...new Set(grants.map((grant) => granteeText(grant, directory)))]);
  return [
    warning(
      'undo-without-end',
      `It was shared with ${names} for a time that is over. Undo would share it permanently.`,
      {
        fix: 'Share it for a time instead.',
      },
    ),
  ];
}

function sharedGrantFinding({ grant, by }: SharedGrant, directory: Directory): Finding {
  const stays = grant.isGrant ? 'stays revoked from' : 'stays shared with';
  return info(
    'undo-held',
    `${grant.resourceId} ${stays} ${granteeText(grant, directory)}: ${joinList(by)} requested the same.`,
    {
      subject: `${grant.resourceId} ${grant.grantee}`,
    },
  );
}

function irreversibleFindings(done: readonly Step[]): readonly Finding[] {
  const lasting = done.filter(({ undo, cleanup }) => undo === undefined && cleanup === undefined);
  if (lasting.length === 0) return [];
  return [info('undo-stays', `Permanent: ${joinList(lasting.map(({ title }) => truncate(title, 150)))}.`)];
}

function labels(skipped: readonly SkippedEffect[], directory: Directory): string {
  return joinList(
    skipped.map((each) => ('title' in each ? each.title : `${each.resourceId} for ${granteeText(each, directory)}`)),
  );
}

function granteeText({ grantee }: Grant, directory: Directory): string {
  return granteeLabel(parseGranteeKey(grantee), directory);
}
