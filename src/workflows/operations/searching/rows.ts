import { accountLabel, type Directory } from '../../facts/directory.js';
import type { Found, FoundImage } from '../../facts/catalog.js';
import type { Finding } from '../../plan/types.js';
import type { Sheet } from '../contract.js';
import { keptLabel } from '../describing/life.js';
import { section, type Row, type Section } from '../describing/section.js';
import { granteesLabel } from '../planning/evidence.js';
import { open } from '../planning/finding.js';
import { isOwn } from '../planning/ownership.js';
import { trustLabel } from '../planning/trust.js';
import { clip, day, dayAndAge, isPast } from '../planning/wording.js';
import { familyOf } from './families.js';

/** A page of AMIs: what nobody of the directory owns, then own ones. */
export function sectionsOf({ images, observedAt }: Found, directory: Directory): readonly Section[] {
  const base = images.filter(({ image }) => !isOwn(image));
  const own = images.filter(({ image }) => isOwn(image));
  return [
    section(
      'Base images',
      base.map((found) => baseRow(found, observedAt, directory)),
    ),
    section(
      'Own AMIs',
      own.map((found) => ownRow(found, observedAt, directory)),
    ),
  ].filter(({ rows }) => rows.length > 0);
}

/** "11–20 of 57", "none". */
export function rangeLabel({ images, count }: Found): string {
  if (images.length === 0) return 'none';
  if (count === undefined) return `${images.length}`;
  return `${count.before + 1}–${count.before + images.length} of ${count.total}`;
}

/** Where more may be. */
export function unreachableFindings({ unreachable }: Found, directory: Directory): readonly Finding[] {
  return unreachable.map(({ account, region, reason }) =>
    open(
      'place-not-seen',
      `${accountLabel(directory, account)} in ${region} could not be looked into: ${clip(reason, 300)}. There may be more.`,
      { subject: `${account} ${region}` },
    ),
  );
}

/** What a search says of itself. */
export function sheetOf(title: string, found: Found, directory: Directory, findings: readonly Finding[]): Sheet {
  return {
    title: `${clip(title, 100)}: ${rangeLabel(found)}`,
    sections: sectionsOf(found, directory),
    findings: [...unreachableFindings(found, directory), ...findings],
  };
}

function baseRow({ image }: FoundImage, now: string, directory: Directory): Row {
  return [
    image.imageId,
    sentence(
      clip(image.name, 128),
      image.region,
      image.architecture,
      dayAndAge(image.createdAt, now),
      ownerLabel(image, directory),
      image.allowed === false ? "not allowed by the account's Allowed AMIs" : undefined,
      isPast(image.deprecatedAt, now) ? `deprecated since ${day(image.deprecatedAt ?? '')}` : undefined,
    ),
  ];
}

function ownRow({ image, sharedWith, stale, kept }: FoundImage, now: string, directory: Directory): Row {
  return [
    image.imageId,
    sentence(
      clip(image.name, 128),
      `${image.region}, ${accountLabel(directory, image.account)}`,
      image.architecture,
      `made ${dayAndAge(image.createdAt, now)}`,
      image.lastLaunchedAt === undefined ? undefined : `launched ${dayAndAge(image.lastLaunchedAt, now)}`,
      image.state === 'available' ? undefined : clip(image.state, 40),
      image.public ? 'public' : undefined,
      isPast(image.deprecatedAt, now) ? `deprecated since ${day(image.deprecatedAt ?? '')}` : undefined,
      sharedWith === undefined ? undefined : `shared with ${granteesLabel(sharedWith, directory)}`,
      stale === undefined ? undefined : `stale since ${day(stale.since)}, up to $${stale.usd.toFixed(2)} a month`,
      kept === undefined ? undefined : `kept ${keptLabel(kept) ?? ''}`,
    ),
    kept?.by,
  ];
}

/** Owners of base images are known by their id; AWS itself verifies but a few. */
function ownerLabel(image: FoundImage['image'], directory: Directory): string {
  const family = familyOf(image.ownerId);
  return family === undefined
    ? `${image.ownerId}, ${trustLabel(image, directory)}`
    : `${image.ownerId}, known as the publisher of ${family.label}`;
}

function sentence(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('; ');
}
