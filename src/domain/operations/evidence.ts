import { accountLabel, type Directory } from '../model/directory.js';
import type { Facts, Grantee } from '../model/facts.js';
import { snapshotIds, type Image } from '../model/image.js';
import type { Fact } from '../model/fact.js';
import type { Evidence, Plan } from '../plan/types.js';
import { costLabel, estimateCost } from './cost.js';
import { encryptionLabel, summarizeEncryption } from './findings/encryption.js';
import { granteeLabel } from '../model/grantee.js';
import { reasonText, orNotObserved } from '../model/observed-facts.js';
import { isOwnedHere, trustLabel } from './findings/ownership.js';
import { usageState, referencesLabel, type PlaceUsage } from './findings/usage.js';
import { truncate, pluralize, formatDayWithAge, joinList } from '../model/format.js';

export function sharedWithRow({ launchPermissions }: Facts, directory: Directory): Evidence {
  return { label: 'Shared with', value: granteesLabel(orNotObserved(launchPermissions), directory) };
}

export function granteesLabel(grantees: Fact<readonly Grantee[]>, directory: Directory): string {
  if (!grantees.known) return `unknown: ${reasonText(grantees)}`;
  if (grantees.value.length === 0) return 'only its owner';
  return joinList(grantees.value.map((grantee) => granteeLabel(grantee, directory)));
}

export function usageRow(usageByPlace: readonly PlaceUsage[]): Evidence {
  const found = usageByPlace.flatMap(({ label, usage }) =>
    usage.known && usage.value.length > 0 ? `${referencesLabel(usage.value)} in ${label}` : [],
  );
  const unknownUsage = usageByPlace.flatMap(({ label, usage }) => (usage.known ? [] : label));
  const notVisible = unknownUsage.length === 0 ? '' : `unknown for ${joinList(unknownUsage)}`;
  const answers = [...found, ...(notVisible === '' ? [] : [notVisible])];
  const value = answers.length === 0 ? 'no use was found' : joinList(answers, 8);
  return { label: usageState(usageByPlace) === 'yes' ? 'In use' : 'Use', value };
}

/** The row that says what uses the AMI of a plan. */
export function usageEvidence({ evidence }: Plan): Evidence {
  return evidence.find(({ label }) => label === 'In use' || label === 'Use') ?? unknownUsageRow();
}

/** The row for a use that could not be read. */
export function unknownUsageRow(reason = 'it was not checked'): Evidence {
  return { label: 'Use', value: `unknown: ${reason}` };
}

export function lastLaunchRow({ image, observedAt }: Facts): Evidence {
  return { label: 'Last launched', value: lastLaunchLabel(image, observedAt) };
}

/**
 * Available since April 2017, a day late, and to the owner only. (EC2 User Guide, "Check when an AMI was last used")
 */
export function lastLaunchLabel(image: Image, observedAt: string): string {
  if (image.lastLaunchedAt !== undefined) return formatDayWithAge(image.lastLaunchedAt, observedAt);
  return isOwnedHere(image)
    ? 'never, as far as AWS has recorded it (since April 2017)'
    : 'unknown: only the owner sees it';
}

export function ageRow({ image, observedAt }: Facts): Evidence {
  return { label: 'Created', value: formatDayWithAge(image.createdAt, observedAt) };
}

export function ownerRow({ image }: Facts, directory: Directory): Evidence {
  return { label: 'Owner', value: `${accountLabel(directory, image.ownerId)}, ${trustLabel(image, directory)}` };
}

export function encryptionRow(facts: Facts): Evidence {
  return { label: 'Encryption', value: encryptionLabel(summarizeEncryption(facts)) };
}

export function snapshotsRow({ image }: Facts): Evidence {
  const ids = snapshotIds(image);
  return {
    label: 'Snapshots',
    value: ids.length === 0 ? 'none' : `${pluralize(ids.length, 'snapshot')}: ${joinList(ids)}`,
  };
}

export function costRow(facts: Facts): Evidence {
  return { label: 'Cost', value: costLabel(estimateCost(facts)) };
}

export function tagsRow({ image }: Facts): readonly Evidence[] {
  const tags = Object.entries(image.tags);
  if (tags.length === 0) return [];
  return [{ label: 'Tags', value: joinList(tags.map(([key, value]) => truncate(`${key}=${value}`, 100))) }];
}

export function recycleBinRow(facts: Facts): Evidence {
  const bin = orNotObserved(facts.recycleBin);
  const label = 'Recycle Bin';
  if (!bin.known) return { label, value: `unknown: ${reasonText(bin)}` };
  const { imageDays } = bin.value;
  return {
    label,
    value: imageDays === null ? 'no rule: permanent' : `retained for ${pluralize(imageDays, 'day')}`,
  };
}
