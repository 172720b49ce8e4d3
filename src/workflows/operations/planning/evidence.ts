import { accountLabel, type Directory } from '../../facts/directory.js';
import type { Facts, Grantee } from '../../facts/facts.js';
import { snapshotIds, type Image } from '../../facts/image.js';
import type { Fact } from '../../facts/known.js';
import type { Evidence } from '../../plan/types.js';
import { costLabel, costOf } from './cost.js';
import { encryptionLabel, encryptionOf } from './encryption.js';
import { granteeLabel } from './grantee.js';
import { because, observed } from './observed.js';
import { isOwn } from './ownership.js';
import { trustLabel } from './trust.js';
import { inUse, referencesLabel, type UseInPlace } from './use.js';
import { clip, counted, dayAndAge, listed } from './wording.js';

export function sharedWithRow({ launchPermissions }: Facts, directory: Directory): Evidence {
  return { label: 'Shared with', value: granteesLabel(observed(launchPermissions), directory) };
}

export function granteesLabel(grantees: Fact<readonly Grantee[]>, directory: Directory): string {
  if (!grantees.known) return `not known: ${because(grantees)}`;
  if (grantees.value.length === 0) return 'nobody but its owner';
  return listed(grantees.value.map((grantee) => granteeLabel(grantee, directory)));
}

export function useRow(uses: readonly UseInPlace[]): Evidence {
  const found = uses.flatMap(({ label, use }) =>
    use.known && use.value.length > 0 ? `${referencesLabel(use.value)} in ${label}` : [],
  );
  const open = uses.flatMap(({ label, use }) => (use.known ? [] : label));
  const unseen = open.length === 0 ? '' : `not known for ${listed(open)}`;
  const answers = [...found, ...(unseen === '' ? [] : [unseen])];
  const value = answers.length === 0 ? 'nothing was found that uses it' : listed(answers, 8);
  return { label: inUse(uses) === 'yes' ? 'In use' : 'Use', value };
}

/** Whether a row says what uses an AMI. */
export function isUseRow({ label }: Evidence): boolean {
  return label === 'In use' || label === 'Use';
}

export function lastLaunchRow({ image, observedAt }: Facts): Evidence {
  return { label: 'Last launched', value: lastLaunchLabel(image, observedAt) };
}

/** Kept since April 2017, a day late, and shown to the owner alone. (EC2 User Guide, "Check when an AMI was last used") */
export function lastLaunchLabel(image: Image, observedAt: string): string {
  if (image.lastLaunchedAt !== undefined) return dayAndAge(image.lastLaunchedAt, observedAt);
  return isOwn(image) ? 'never, as far as AWS has kept it (since April 2017)' : 'not known: only the owner sees it';
}

export function ageRow({ image, observedAt }: Facts): Evidence {
  return { label: 'Created', value: dayAndAge(image.createdAt, observedAt) };
}

export function ownerRow({ image }: Facts, directory: Directory): Evidence {
  return { label: 'Owner', value: `${accountLabel(directory, image.ownerId)}, ${trustLabel(image, directory)}` };
}

export function encryptionRow(facts: Facts): Evidence {
  return { label: 'Encryption', value: encryptionLabel(encryptionOf(facts)) };
}

export function snapshotsRow({ image }: Facts): Evidence {
  const ids = snapshotIds(image);
  return {
    label: 'Snapshots',
    value: ids.length === 0 ? 'none' : `${counted(ids.length, 'snapshot')}: ${listed(ids)}`,
  };
}

export function costRow(facts: Facts): Evidence {
  return { label: 'Cost', value: costLabel(costOf(facts)) };
}

export function tagsRow({ image }: Facts): readonly Evidence[] {
  const tags = Object.entries(image.tags);
  if (tags.length === 0) return [];
  return [{ label: 'Tags', value: listed(tags.map(([key, value]) => clip(`${key}=${value}`, 100))) }];
}

export function recycleBinRow(facts: Facts): Evidence {
  const bin = observed(facts.recycleBin);
  const label = 'Recycle Bin';
  if (!bin.known) return { label, value: `not known: ${because(bin)}` };
  const { imageDays } = bin.value;
  return { label, value: imageDays === null ? 'no rule: gone for good' : `keeps it for ${counted(imageDays, 'day')}` };
}
