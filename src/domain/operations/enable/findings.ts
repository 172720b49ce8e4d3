import type { Directory } from '../../model/directory.js';
import type { SharingBeforeDisable, Facts } from '../../model/facts.js';
import type { Finding } from '../../plan/types.js';
import { info, unknownFinding, refusal, warning } from '../findings/build.js';
import { granteeLabel } from '../../model/grantee.js';
import { backingSnapshots, reasonText, orNotObserved } from '../../model/observed-facts.js';
import { ownerFindings } from '../findings/ownership.js';
import { deprecationFindings, notReadyFindings } from '../findings/lifecycle.js';
import { formatDay, joinList } from '../../model/format.js';

interface FindingsContext {
  readonly sharing: boolean;
  readonly facts: Facts;
  readonly directory: Directory;
}

/** Everything that speaks against enabling an AMI, or follows from it. */
export function findings(context: FindingsContext): readonly Finding[] {
  const { facts, directory } = context;
  const { image, observedAt } = facts;
  return [
    ...ownerFindings(image, directory, 'enable', 'Ask the owner to enable it.'),
    ...(image.state === 'available'
      ? [refusal('not-disabled', 'The AMI is not disabled. Nothing to do.')]
      : notReadyFindings(image)),
    ...archiveFindings(facts),
    ...sharingFindings(context),
    ...deprecationFindings(image, observedAt),
  ];
}

/** (EBS User Guide, "Archive Amazon EBS snapshots") */
function archiveFindings(facts: Facts): readonly Finding[] {
  const backing = backingSnapshots(facts);
  const archived = backing.flatMap(({ snapshotId, snapshot }) =>
    snapshot.known && snapshot.value.storageTier === 'archive' ? snapshotId : [],
  );
  const unread = backing.flatMap(({ snapshotId, snapshot }) =>
    snapshot.known
      ? []
      : unknownFinding('snapshot-unknown', `Snapshot ${snapshotId} could not be read: ${reasonText(snapshot)}.`, {
          fix: 'If it is archived, EC2 refuses. Restore it first.',
          subject: snapshotId,
        }),
  );
  if (archived.length === 0) return unread;
  const text = `In the archive: ${joinList(archived)}. EC2 enables an AMI only once its snapshots are restored.`;
  const fix = 'Restore them first (EC2: RestoreSnapshotTier, up to 72 hours). Then submit the request again.';
  return [refusal('snapshots-in-archive', text, { fix }), ...unread];
}

function sharingFindings({ sharing, facts, directory }: FindingsContext): readonly Finding[] {
  const sharingBefore = orNotObserved(facts.sharingBeforeDisable);
  const manualFix = 'Share it again with /ami share.';
  if (!sharingBefore.known) {
    const text = `Who it was shared with could not be read: ${reasonText(sharingBefore)}. It is not shared again.`;
    return [
      sharing
        ? refusal('sharing-unknown', text, { fix: manualFix })
        : unknownFinding('sharing-unknown', text, { fix: manualFix }),
    ];
  }
  if (sharingBefore.value === null) {
    const text =
      'Who it was shared with is not recorded: no request here disabled it, or the request could not read it.';
    if (sharing) return [refusal('sharing-not-recorded', text, { fix: `Leave “with sharing” out. ${manualFix}` })];
    return [info('sharing-not-recorded', text, { fix: manualFix })];
  }
  return recordedFindings(sharingBefore.value, sharing, directory);
}

function recordedFindings(
  { requestId, at, grantees }: SharingBeforeDisable,
  sharing: boolean,
  directory: Directory,
): readonly Finding[] {
  const others = grantees.filter(({ kind }) => kind !== 'public');
  const sharedBefore = `When ${requestId} disabled it on ${formatDay(at)}`;
  const wasPublic = warning('not-public-again', `${sharedBefore} it was public. It is not made public again.`, {
    fix: 'If you need that, request it on its own: /ami publish.',
  });
  const publicity = others.length < grantees.length ? [wasPublic] : [];
  if (others.length === 0) {
    const text = `${sharedBefore} it was shared with no account or organization.`;
    return [sharing ? refusal('no-recorded-grantees', text) : info('no-recorded-grantees', text), ...publicity];
  }
  if (sharing) return publicity;
  const recipients = joinList(others.map((grantee) => granteeLabel(grantee, directory)));
  const text = `${sharedBefore} it was shared with ${recipients}. It is not shared with them again.`;
  return [
    warning('sharing-stays-erased', text, { fix: 'Add “with sharing” to share it with them again.' }),
    ...publicity,
  ];
}
