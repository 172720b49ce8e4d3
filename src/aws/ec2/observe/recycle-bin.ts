import type { RecycleBin } from '../../../domain/model/facts.js';
import { snapshotIds, type Image } from '../../../domain/model/image.js';
import { Rejected } from '../../../workflows/ports/errors.js';
import type { Clients } from '../../clients/clients.js';
import { readSnapshots } from '../snapshots.js';

/**
 * What the Recycle Bin would keep of an AMI and its snapshots. It takes EBS-backed AMIs only, and an AMI comes back whole
 * only if every snapshot does: the shortest of their times counts. (EBS User Guide, "Recycle Bin")
 */
export async function readRecycleBin(clients: Clients, image: Image): Promise<RecycleBin> {
  if (image.rootDeviceType !== 'ebs') return { imageDays: null, snapshotDays: null };
  const { readRetentionRules, retentionDays } = await import('../../rbin/rules.js');
  const ids = snapshotIds(image);
  const [imageRules, snapshotRules, snapshots] = await Promise.all([
    readRetentionRules(clients, image, 'EC2_IMAGE'),
    readRetentionRules(clients, image, 'EBS_SNAPSHOT'),
    readSnapshots(clients, image, ids),
  ]);
  const days = ids.map((id) => {
    const snapshot = snapshots.get(id);
    if (snapshot === undefined) throw new Rejected('snapshot-not-visible', `the tags of ${id} cannot be seen`);
    return retentionDays(snapshotRules, Object.fromEntries(snapshot.Tags.map(({ Key, Value }) => [Key, Value])));
  });
  return { imageDays: retentionDays(imageRules, image.tags), snapshotDays: shortestRetention(days) };
}

function shortestRetention(days: readonly (number | null)[]): number | null {
  const kept = days.filter((value) => value !== null);
  return kept.length < days.length || kept.length === 0 ? null : Math.min(...kept);
}
