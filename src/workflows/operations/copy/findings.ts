import { accountLabel, accountOf, type Directory } from '../../facts/directory.js';
import type { Facts } from '../../facts/facts.js';
import type { Finding } from '../../plan/types.js';
import { carriedGrantees, type Carried } from '../planning/carried.js';
import { copyKeyFindings } from '../planning/copy-key-findings.js';
import { costLabel, costOf } from '../planning/cost.js';
import { info, open, refusal, warning } from '../planning/finding.js';
import { because } from '../planning/observed.js';
import { isOwn } from '../planning/ownership.js';
import { inSamePartition } from '../planning/partition.js';
import { unreadPermissionFindings } from '../planning/permissions.js';
import { licenceCopyFindings } from '../planning/product-codes.js';
import { sourceFindings } from '../planning/copy-source.js';
import type { CopyTo } from '../planning/copy-to.js';
import { availabilityFindings, deprecationFindings } from '../planning/state.js';
import { trustFindings } from '../planning/trust.js';
import { clip, listed } from '../planning/wording.js';
import { awayFindings } from '../copying/away-findings.js';
import { launchedFindings } from '../copying/launched-findings.js';
import type { CopyInput } from './input.js';
import { reencryptionFindings, registrationFindings } from '../copying/route-findings.js';

interface Situation {
  readonly input: CopyInput;
  /** Of the copies. */
  readonly name: string;
  readonly facts: Facts;
  readonly directory: Directory;
  readonly carried: Carried;
  readonly copies: readonly CopyTo[];
}

/** Everything that speaks against copying, or follows from it. */
export function findings(situation: Situation): readonly Finding[] {
  const { input, facts, directory, carried, copies } = situation;
  const { image } = facts;
  const sharedWith = carriedGrantees(carried);
  return [
    ...availabilityFindings(image),
    ...copies.flatMap((copy) => placeFindings(copy, situation)),
    ...copies.flatMap((copy) => copyKeyFindings(copy, copy.away ? [] : sharedWith, directory)),
    ...copies.flatMap((copy) => awayFindings(copy, situation)),
    ...reencryptionFindings(copies, facts, directory),
    ...registrationFindings(copies, facts),
    ...launchedFindings(copies, input, facts),
    ...sourceFindings(facts, directory),
    ...trustFindings(image, directory),
    ...licenceCopyFindings(image, copies),
    ...(isOwn(image) && copies.some(({ away }) => !away)
      ? unreadPermissionFindings(facts, 'It is not carried over to the copy.')
      : []),
    ...(carried.leavesPublic ? [PUBLIC_STAYS_BEHIND] : []),
    ...deprecationFindings(image, facts.observedAt),
    ...consequences(situation),
  ];
}

const PUBLIC_STAYS_BEHIND = warning('public-not-carried', 'The AMI is public; the copy will not be.');

function placeFindings({ destination, key, label }: CopyTo, { facts, name, directory }: Situation): readonly Finding[] {
  const { image } = facts;
  const { account: accountId, region, sameName } = destination;
  const subject = key;
  if (!inSamePartition(image.region, region)) {
    return [
      refusal(
        'other-partition',
        `${region} belongs to another partition of AWS than ${image.region}: nothing is copied across.`,
        {
          fix: 'Store the AMI in S3 (EC2: CreateStoreImageTask), move the object, and restore it there.',
          subject,
        },
      ),
    ];
  }
  const account = accountOf(directory, accountId);
  if (!account?.regions.includes(region)) {
    return [
      refusal('region-not-configured', `${accountLabel(directory, accountId)} is not configured for ${region}.`, {
        fix: `Add ${region} to the account's regions in the configuration${account === undefined ? '' : `, or choose one of ${listed(account.regions)}`}.`,
        subject,
      }),
    ];
  }
  if (!sameName.known) {
    const text = `Whether the name ${clip(name, 128)} is free in ${label} is not known: ${because(sameName)}.`;
    return [
      open('name-unknown', text, { fix: 'If it is taken, the copy fails; “as <name>” chooses another.', subject }),
    ];
  }
  if (sameName.value === null) return [];
  return [
    refusal('name-taken', `${sameName.value} in ${label} already has the name ${clip(name, 128)}.`, {
      fix: `Choose another: as ${clip(name, 120)}-copy`,
      subject,
    }),
  ];
}

function consequences({ facts, directory, copies }: Situation): readonly Finding[] {
  const { image } = facts;
  const left = isOwn(image) ? '' : ', and whatever its owner shared and tagged';
  const sharing =
    isOwn(image) && copies.some(({ away }) => away) ? ', in another account also whom it is shared with' : '';
  return [
    info('copy-costs', `Each copy costs ${costLabel(costOf(facts))}; to another Region, also the transfer.`),
    info(
      'copy-takes-time',
      'A copy takes minutes to hours, by its size. Until it is available nothing can be launched from it.',
    ),
    info(
      'not-carried-over',
      `What the copy does not get: deprecation, protection from deregistration, permissions of S3 buckets${left}${sharing}.`,
    ),
    ...(isOwn(image) || copies.every(({ away }) => away)
      ? []
      : [
          info(
            'copy-becomes-yours',
            `The copy belongs to ${accountLabel(directory, image.account)}, with its costs and care.`,
          ),
        ]),
  ];
}
