import type { Directory } from '../../facts/directory.js';
import type { ErasedSharing, Facts } from '../../facts/facts.js';
import type { Finding } from '../../plan/types.js';
import { info, open, refusal, warning } from '../planning/finding.js';
import { granteeLabel } from '../planning/grantee.js';
import { backingOf, because, observed } from '../planning/observed.js';
import { ownerFindings } from '../planning/ownership.js';
import { deprecationFindings, finishedFindings } from '../planning/state.js';
import { day, listed } from '../planning/wording.js';

interface Situation {
  readonly sharing: boolean;
  readonly facts: Facts;
  readonly directory: Directory;
}

/** Everything that speaks against enabling an AMI, or follows from it. */
export function findings(situation: Situation): readonly Finding[] {
  const { facts, directory } = situation;
  const { image, observedAt } = facts;
  return [
    ...ownerFindings(image, directory, 'enable', 'Ask the owner to enable it.'),
    ...(image.state === 'available'
      ? [refusal('not-disabled', 'The AMI is not disabled: there is nothing to do.')]
      : finishedFindings(image)),
    ...archiveFindings(facts),
    ...sharingFindings(situation),
    ...deprecationFindings(image, observedAt),
  ];
}

/** (EBS User Guide, "Archive Amazon EBS snapshots") */
function archiveFindings(facts: Facts): readonly Finding[] {
  const backing = backingOf(facts);
  const archived = backing.flatMap(({ snapshotId, snapshot }) =>
    snapshot.known && snapshot.value.storageTier === 'archive' ? snapshotId : [],
  );
  const unread = backing.flatMap(({ snapshotId, snapshot }) =>
    snapshot.known
      ? []
      : open('snapshot-unknown', `Snapshot ${snapshotId} could not be read: ${because(snapshot)}.`, {
          fix: 'If it lies in the archive, EC2 refuses; restore it first.',
          subject: snapshotId,
        }),
  );
  if (archived.length === 0) return unread;
  const text = `In the archive: ${listed(archived)}. EC2 enables an AMI only once its snapshots are restored.`;
  const fix = 'Restore them first (EC2: RestoreSnapshotTier, up to 72 hours), then ask again.';
  return [refusal('snapshots-in-archive', text, { fix }), ...unread];
}

function sharingFindings({ sharing, facts, directory }: Situation): readonly Finding[] {
  const erased = observed(facts.erasedSharing);
  const byHand = 'Share it again with /ami share.';
  if (!erased.known) {
    const text = `Whom it was shared with could not be looked up: ${because(erased)}. It is not shared again.`;
    return [
      sharing ? refusal('sharing-unknown', text, { fix: byHand }) : open('sharing-unknown', text, { fix: byHand }),
    ];
  }
  if (erased.value === null) {
    const text = 'Whom it was shared with is not recorded: no request here disabled it, or that one could not see it.';
    if (sharing) return [refusal('sharing-not-recorded', text, { fix: `Leave “with sharing” out. ${byHand}` })];
    return [info('sharing-not-recorded', text, { fix: byHand })];
  }
  return recordedFindings(erased.value, sharing, directory);
}

function recordedFindings(
  { request, at, grantees }: ErasedSharing,
  sharing: boolean,
  directory: Directory,
): readonly Finding[] {
  const others = grantees.filter(({ kind }) => kind !== 'public');
  const before = `When ${request} disabled it on ${day(at)}`;
  const wasPublic = warning('not-public-again', `${before} it was public. It is not made public again.`, {
    fix: 'Ask for that by itself, if it is wanted: /ami publish.',
  });
  const publicity = others.length < grantees.length ? [wasPublic] : [];
  if (others.length === 0) {
    const text = `${before} it was shared with no account or organization.`;
    return [sharing ? refusal('nobody-to-share-with', text) : info('nobody-to-share-with', text), ...publicity];
  }
  if (sharing) return publicity;
  const whom = listed(others.map((grantee) => granteeLabel(grantee, directory)));
  const text = `${before} it was shared with ${whom}. It is not shared with them again.`;
  return [
    warning('sharing-stays-erased', text, { fix: 'Say “with sharing” to share it with them again.' }),
    ...publicity,
  ];
}
