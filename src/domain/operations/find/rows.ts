import { accountLabel, type Directory } from '../../model/directory.js';
import type { SearchPage, SearchHit } from '../../model/catalog.js';
import type { Finding } from '../../plan/types.js';
import type { Report } from '../contract.js';
import { exemptionLabel } from '../info/lifecycle-rows.js';
import { section, type Row, type Section } from '../report-section.js';
import { granteesLabel } from '../evidence.js';
import { unknownFinding } from '../findings/build.js';
import { isOwnedHere, trustLabel } from '../findings/ownership.js';
import { truncate, formatDay, formatDayWithAge, isPast } from '../../model/format.js';
import { familyByOwner } from './families.js';

/** A page of AMIs: first those of owners outside the directory, then own ones. */
function toSections({ images, observedAt }: SearchPage, directory: Directory): readonly Section[] {
  const baseImages = images.filter(({ image }) => !isOwnedHere(image));
  const ownImages = images.filter(({ image }) => isOwnedHere(image));
  return [
    section(
      'Base images',
      baseImages.map((hit) => baseImageRow(hit, observedAt, directory)),
    ),
    section(
      'Own AMIs',
      ownImages.map((hit) => ownImageRow(hit, observedAt, directory)),
    ),
  ].filter(({ rows }) => rows.length > 0);
}

/** "11–20 of 57", "none". */
function rangeLabel({ images, count }: SearchPage): string {
  if (images.length === 0) return 'none';
  if (count === undefined) return `${images.length}`;
  return `${count.before + 1}–${count.before + images.length} of ${count.total}`;
}

/** Where more may be. */
function unreachableFindings({ unreachable }: SearchPage, directory: Directory): readonly Finding[] {
  return unreachable.map(({ account, region, reason }) =>
    unknownFinding(
      'place-not-seen',
      `${accountLabel(directory, account)} in ${region} could not be searched: ${truncate(reason, 300)}. There may be more.`,
      { subject: `${account} ${region}` },
    ),
  );
}

/** Findings about a search as a whole. */
export function toReport(title: string, page: SearchPage, directory: Directory, findings: readonly Finding[]): Report {
  return {
    title: `${truncate(title, 100)}: ${rangeLabel(page)}`,
    sections: toSections(page, directory),
    findings: [...unreachableFindings(page, directory), ...findings],
  };
}

function baseImageRow({ image }: SearchHit, now: string, directory: Directory): Row {
  return [
    image.imageId,
    joinSentence(
      truncate(image.name, 128),
      image.region,
      image.architecture,
      formatDayWithAge(image.createdAt, now),
      ownerLabel(image, directory),
      image.allowed === false ? "not allowed by the account's Allowed AMIs" : undefined,
      isPast(image.deprecatedAt, now) ? `deprecated since ${formatDay(image.deprecatedAt ?? '')}` : undefined,
    ),
  ];
}

function ownImageRow({ image, sharedWith, stale, exemption }: SearchHit, now: string, directory: Directory): Row {
  return [
    image.imageId,
    joinSentence(
      truncate(image.name, 128),
      `${image.region}, ${accountLabel(directory, image.account)}`,
      image.architecture,
      `created ${formatDayWithAge(image.createdAt, now)}`,
      image.lastLaunchedAt === undefined ? undefined : `launched ${formatDayWithAge(image.lastLaunchedAt, now)}`,
      image.state === 'available' ? undefined : truncate(image.state, 40),
      image.public ? 'public' : undefined,
      isPast(image.deprecatedAt, now) ? `deprecated since ${formatDay(image.deprecatedAt ?? '')}` : undefined,
      sharedWith === undefined ? undefined : `shared with ${granteesLabel(sharedWith, directory)}`,
      stale === undefined ? undefined : `stale since ${formatDay(stale.since)}, up to $${stale.usd.toFixed(2)} a month`,
      exemption === undefined ? undefined : `kept ${exemptionLabel(exemption) ?? ''}`,
    ),
    exemption?.by,
  ];
}

/** Owners of base images are known by their id; AWS itself verifies but a few. */
function ownerLabel(image: SearchHit['image'], directory: Directory): string {
  const family = familyByOwner(image.ownerId);
  return family === undefined
    ? `${image.ownerId}, ${trustLabel(image, directory)}`
    : `${image.ownerId}, known as the publisher of ${family.label}`;
}

function joinSentence(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('; ');
}
