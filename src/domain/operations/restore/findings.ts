import type { RecycledFacts } from '../../model/recycled.js';
import type { Finding } from '../../plan/types.js';
import { info, unknownFinding, refusal, warning } from '../findings/build.js';
import { reasonText } from '../../model/observed-facts.js';
import { formatDateOrTime, isPast, joinList } from '../../model/format.js';

const SOON_MS = 24 * 3_600_000;
const RECHECK_FIX = 'Check it with /ami info once it is restored.';

/** Everything that speaks against restoring an AMI, or follows from it. (EBS User Guide, "Recover deleted AMIs") */
export function findings(facts: RecycledFacts): readonly Finding[] {
  return [
    ...timeFindings(facts),
    snapshotFinding(facts),
    unknownFinding('tags-uncertain', 'Whether its tags are restored is unknown. Rules with tags see none now.', {
      fix: RECHECK_FIX,
    }),
    warning(
      'sharing-returns',
      'Accounts that it was shared with can use it again, and every account if it was public. The Recycle Bin does not list them.',
      { fix: `${RECHECK_FIX} /ami unshare takes it from them.` },
    ),
    info('state-returns', 'Its ID stays. If it was disabled, it probably is disabled again.'),
  ];
}

/** Of the AMI and the snapshots that are restored with it, what leaves first counts. */
function timeFindings({ image, snapshots, observedAt }: RecycledFacts): readonly Finding[] {
  const binPeriods = [image, ...(snapshots.known ? snapshots.value : [])];
  const [first] = binPeriods.flatMap(({ exitsAt }) => exitsAt ?? []).toSorted();
  if (first === undefined) return [unknownFinding('exit-unknown', 'How long the Recycle Bin retains it is unknown.')];
  const until = formatDateOrTime(first);
  if (isPast(first, observedAt)) {
    const text = `Its retention in the Recycle Bin ended on ${until}. It, or its snapshots, are deleted permanently.`;
    return [refusal('retention-expired', text)];
  }
  const text = `The Recycle Bin retains it and its snapshots until ${until}. Then they are deleted permanently.`;
  const isSoon = Date.parse(first) - Date.parse(observedAt) <= SOON_MS;
  return [isSoon ? warning('retention-expires-soon', text, { fix: 'Decide before that.' }) : info('kept-until', text)];
}

/** The Recycle Bin lists an AMI without its snapshots. (EC2 API, ListImagesInRecycleBin) */
function snapshotFinding({ snapshots }: RecycledFacts): Finding {
  if (!snapshots.known) {
    const text = `Whether its snapshots are in the Recycle Bin is unknown: ${reasonText(snapshots)}. None is restored with it. If it needs one that is there, EC2 may refuse, or it cannot launch.`;
    return unknownFinding('recycled-snapshots-unknown', text, {
      fix: 'Let the bot list them (ec2:ListSnapshotsInRecycleBin).',
    });
  }
  const ids = snapshots.value.map(({ snapshotId }) => snapshotId);
  const text =
    ids.length === 0
      ? 'No snapshot in the Recycle Bin was made for it. Either its snapshots were never deleted, or they are deleted permanently and it cannot launch.'
      : `Restored with it: ${joinList(ids)}. The Recycle Bin does not say which snapshots it needs. If others are missing, it cannot launch.`;
  return unknownFinding('snapshots-uncertain', text, { fix: RECHECK_FIX });
}
