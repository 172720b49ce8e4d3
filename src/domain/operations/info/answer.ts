import { accountLabel, type Directory } from '../../model/directory.js';
import type { Facts } from '../../model/facts.js';
import type { PlanContext, Report, ImageInput } from '../contract.js';
import { costLabel, estimateCost } from '../cost.js';
import { encryptionLabel, summarizeEncryption } from '../findings/encryption.js';
import { lastLaunchLabel, usageRow } from '../evidence.js';
import { imageLabel, formatDayWithAge, formatDay, isPast } from '../../model/format.js';
import { truncateFindings } from '../findings/build.js';
import { productCodesLabel } from '../findings/product-codes.js';
import { trustLabel } from '../findings/ownership.js';
import { usageByPlace } from '../findings/usage.js';
import { findings } from './findings.js';
import { lifecycleRows } from './lifecycle-rows.js';
import { machineRows, volumeRows } from './machine-rows.js';
import { permissionRows } from './permission-rows.js';
import { section, type Row, type Section } from '../report-section.js';

/** Everything that is known of an AMI, for users, the most requested first. */
export function answer(_input: ImageInput, facts: Facts, { directory }: PlanContext): Report {
  return {
    title: imageLabel(facts.image),
    sections: [
      identity(facts, directory),
      section('Permissions', permissionRows(facts, directory)),
      section('Volumes', volumeRows(facts.image)),
      section('Runs on', machineRows(facts.image)),
      section('Encryption', [['Encrypted', encryptionLabel(summarizeEncryption(facts))]]),
      usageSection(facts, directory),
      section('Protection', lifecycleRows(facts)),
      billing(facts),
      tags(facts),
    ].filter(({ rows }) => rows.length > 0),
    findings: truncateFindings(findings(facts, directory)),
  };
}

function identity({ image, observedAt }: Facts, directory: Directory): Section {
  return section('AMI', [
    ['Id', image.imageId],
    ['Name', image.name],
    ['Description', image.description],
    ['State', image.stateReason === undefined ? image.state : `${image.state}: ${image.stateReason}`],
    ['Owner', `${accountLabel(directory, image.ownerId)}, ${trustLabel(image, directory)}`],
    ['Seen from', image.ownerId === image.account ? undefined : accountLabel(directory, image.account)],
    ['Allowed AMIs', allowedLabel(image.allowed)],
    ['Region', `${image.region} only; copy it to use it in another Region`],
    ['Created', formatDayWithAge(image.createdAt, observedAt)],
    ['Deprecated', deprecationValue(image.deprecatedAt, observedAt)],
    ['Copied from', sourceLabel(image.sourceImageId, image.sourceImageRegion)],
  ]);
}

function allowedLabel(isAllowed: boolean | undefined): string | undefined {
  if (isAllowed === undefined) return undefined;
  return isAllowed ? 'allowed by the account' : 'not allowed by the account';
}

function deprecationValue(at: string | undefined, now: string): string | undefined {
  if (at === undefined) return undefined;
  return isPast(at, now) ? `since ${formatDay(at)}` : `from ${formatDay(at)}`;
}

function sourceLabel(imageId: string | undefined, region: string | undefined): string | undefined {
  if (imageId === undefined) return undefined;
  return region === undefined ? imageId : `${imageId} in ${region}`;
}

function usageSection(facts: Facts, directory: Directory): Section {
  const { label, value } = usageRow(usageByPlace(facts, directory));
  return section('Use', [
    [label, value],
    ['Last launched', lastLaunchLabel(facts.image, facts.observedAt)],
  ]);
}

function billing(facts: Facts): Section {
  const { image } = facts;
  return section('Cost and billing', [
    ['Storage', costLabel(estimateCost(facts))],
    ['Platform', image.platformDetails],
    ['Launches are billed as', image.usageOperation],
    ['Product codes', productCodesLabel(image)],
  ]);
}

function tags({ image }: Facts): Section {
  const rows = Object.entries(image.tags).map(([key, value]): Row => [key, value]);
  return section('Tags', rows);
}
