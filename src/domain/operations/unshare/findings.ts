import type { Directory } from '../../model/directory.js';
import type { Facts, Grantee } from '../../model/facts.js';
import type { Finding } from '../../plan/types.js';
import { info, unknownFinding, refusal, warning } from '../findings/build.js';
import { granteeLabel, hasGrantee } from '../../model/grantee.js';
import { reasonText, orNotObserved } from '../../model/observed-facts.js';
import { ownerFindings } from '../findings/ownership.js';
import { foreignSnapshotFindings, unreadPermissionFindings } from '../findings/sharing.js';
import { referenceNames, type PlaceUsage } from '../findings/usage.js';
import { joinList } from '../../model/format.js';

interface FindingsContext {
  readonly targets: readonly Grantee[];
  readonly facts: Facts;
  readonly directory: Directory;
  readonly uses: readonly PlaceUsage[];
  /** None of them has it. */
  readonly isNoOp: boolean;
}

/** Everything that speaks against taking an AMI back, or follows from it. */
export function findings(context: FindingsContext): readonly Finding[] {
  const { facts, directory, uses: usageByPlace } = context;
  return [
    ...ownerFindings(facts.image, directory, 'stop sharing', 'Ask the owner to stop sharing it.'),
    ...notSharedFindings(context),
    ...usageByPlace.flatMap(usageFinding),
    ...unreadPermissionFindings(facts, 'It is removed all the same. Removing a missing permission changes nothing.'),
    ...foreignSnapshotFindings(facts),
    ...remainingFindings(context),
    info('instances-and-copies-stay', 'Running instances and copies of the AMI are not affected.'),
  ];
}

function notSharedFindings({ targets, facts, directory, isNoOp }: FindingsContext): readonly Finding[] {
  const permissions = orNotObserved(facts.launchPermissions);
  if (!permissions.known) return [];
  const notShared = targets.filter((target) => !hasGrantee(permissions.value, target));
  const labels = joinList(notShared.map((target) => granteeLabel(target, directory)));
  const current = permissions.value.map((grantee) => granteeLabel(grantee, directory));
  const fix = current.length === 0 ? 'It is not shared.' : `It is shared with ${joinList(current)}.`;
  if (isNoOp) {
    return [refusal('not-shared', `It is not shared with ${labels}. Nothing to do.`, { fix })];
  }
  return notShared.length === 0
    ? []
    : [info('partly-not-shared', `It is not shared with ${labels}. Only existing permissions are removed.`)];
}

function usageFinding({ place, label, usage }: PlaceUsage): readonly Finding[] {
  if (!usage.known) {
    return [
      unknownFinding('use-elsewhere-unknown', `Whether ${label} uses the AMI is unknown: ${reasonText(usage)}.`, {
        fix: 'Ask the account, or give the bot a role there that may read it.',
        subject: place,
      }),
    ];
  }
  if (usage.value.length === 0) return [];
  const text = `${label} uses the AMI: ${referenceNames(usage.value)}. New launches there will fail.`;
  return [warning('target-uses-image', text, { fix: 'Let them migrate to another AMI first.', subject: place })];
}

/** Ways in which those who are named keep the AMI all the same. */
function remainingFindings({ targets, facts }: FindingsContext): readonly Finding[] {
  const permissions = orNotObserved(facts.launchPermissions);
  const present = permissions.known ? permissions.value : [];
  const stillPublic = warning('still-public', 'The AMI is public: they can still launch it.', {
    fix: 'Make it private as well, if they are not to.',
  });
  const remaining = present.filter(
    (grantee) => (grantee.kind === 'organization' || grantee.kind === 'ou') && !hasGrantee(targets, grantee),
  );
  return [
    ...(facts.image.public || hasGrantee(present, { kind: 'public' }) ? [stillPublic] : []),
    ...remaining.flatMap((grantee) =>
      grantee.kind === 'account' || grantee.kind === 'public'
        ? []
        : warning('still-shared-through-organization', `It stays shared with ${grantee.arn}. Its accounts keep it.`, {
            fix: 'Unshare it from that as well, if they are not to.',
            subject: grantee.arn,
          }),
    ),
  ];
}
