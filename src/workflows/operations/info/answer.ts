import { accountLabel, type Directory } from '../../facts/directory.js';
import type { Facts } from '../../facts/facts.js';
import type { PlanContext, Sheet } from '../contract.js';
import { costLabel, costOf } from '../planning/cost.js';
import { encryptionLabel, encryptionOf } from '../planning/encryption.js';
import { lastLaunchLabel, useRow } from '../planning/evidence.js';
import { imageLabel } from '../planning/image-label.js';
import { presentable } from '../planning/planned.js';
import { productCodesLabel } from '../planning/product-codes.js';
import { trustLabel } from '../planning/trust.js';
import { usesOf } from '../planning/use.js';
import { dayAndAge, day, isPast } from '../planning/wording.js';
import { findings } from './findings.js';
import type { InfoInput } from './input.js';
import { lifeRows } from '../describing/life.js';
import { machineRows } from '../describing/machine.js';
import { permissionRows } from '../describing/permissions.js';
import { section, type Row, type Section } from '../describing/section.js';
import { volumeRows } from '../describing/volumes.js';

/** Everything that is known of an AMI, for people; the most asked for first. */
export function answer(_input: InfoInput, facts: Facts, { directory }: PlanContext): Sheet {
  return {
    title: imageLabel(facts.image),
    sections: [
      identity(facts, directory),
      section('Permissions', permissionRows(facts, directory)),
      section('Volumes', volumeRows(facts.image)),
      section('Runs on', machineRows(facts.image)),
      section('Encryption', [['Encrypted', encryptionLabel(encryptionOf(facts))]]),
      use(facts, directory),
      section('Protection', lifeRows(facts)),
      billing(facts),
      tags(facts),
    ].filter(({ rows }) => rows.length > 0),
    findings: presentable(findings(facts, directory)),
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
    ['Allowed AMIs', allowed(image.allowed)],
    ['Region', `${image.region}, and in no other: a copy makes it available elsewhere`],
    ['Created', dayAndAge(image.createdAt, observedAt)],
    ['Deprecated', deprecation(image.deprecatedAt, observedAt)],
    ['Copied from', source(image.sourceImageId, image.sourceImageRegion)],
  ]);
}

function allowed(isAllowed: boolean | undefined): string | undefined {
  if (isAllowed === undefined) return undefined;
  return isAllowed ? 'allowed by the account' : 'not allowed by the account';
}

function deprecation(at: string | undefined, now: string): string | undefined {
  if (at === undefined) return undefined;
  return isPast(at, now) ? `since ${day(at)}` : `from ${day(at)}`;
}

function source(imageId: string | undefined, region: string | undefined): string | undefined {
  if (imageId === undefined) return undefined;
  return region === undefined ? imageId : `${imageId} in ${region}`;
}

function use(facts: Facts, directory: Directory): Section {
  const { label, value } = useRow(usesOf(facts, directory));
  return section('Use', [
    [label, value],
    ['Last launched', lastLaunchLabel(facts.image, facts.observedAt)],
  ]);
}

function billing(facts: Facts): Section {
  const { image } = facts;
  return section('Cost and billing', [
    ['Storage', costLabel(costOf(facts))],
    ['Platform', image.platformDetails],
    ['Launches are billed as', image.usageOperation],
    ['Product codes', productCodesLabel(image)],
  ]);
}

function tags({ image }: Facts): Section {
  const rows = Object.entries(image.tags).map(([key, value]): Row => [key, value]);
  return section('Tags', rows);
}
