import { accountLabel, findAccountById, type Directory } from '../../model/directory.js';
import type { Facts } from '../../model/facts.js';
import type { Finding } from '../../plan/types.js';
import { carriedGrantees, type CarriedPermissions } from './carried-permissions.js';
import { copyKeyFindings } from './findings/keys.js';
import { costLabel, estimateCost } from '../cost.js';
import { info, unknownFinding, refusal, warning } from '../findings/build.js';
import { reasonText } from '../../model/observed-facts.js';
import { isOwnedHere, trustFindings } from '../findings/ownership.js';
import { inSamePartition } from '../../model/partition.js';
import { unreadPermissionFindings } from '../findings/sharing.js';
import { licenseCopyFindings } from '../findings/product-codes.js';
import { sourceFindings } from './findings/source.js';
import type { PlannedCopy } from './destinations.js';
import { availabilityFindings, deprecationFindings } from '../findings/lifecycle.js';
import { granteeKey, granteeLabel } from '../../model/grantee.js';
import { formatDateOrTime, truncate, joinList } from '../../model/format.js';
import { crossAccountFindings } from './findings/cross-account.js';
import { launchedFindings } from './findings/launched.js';
import type { CopyInput } from './input.js';
import { reencryptionFindings, registrationFindings } from './findings/routes.js';

interface FindingsContext {
  readonly input: CopyInput;
  /** Of the copies. */
  readonly name: string;
  readonly facts: Facts;
  readonly directory: Directory;
  readonly carried: CarriedPermissions;
  readonly copies: readonly PlannedCopy[];
}

/** Everything that speaks against copying, or follows from it. */
export function findings(context: FindingsContext): readonly Finding[] {
  const { input, facts, directory, carried: carriedPermissions, copies } = context;
  const { image } = facts;
  const sharedWith = carriedGrantees(carriedPermissions);
  return [
    ...availabilityFindings(image),
    ...copies.flatMap((copy) => placeFindings(copy, context)),
    ...copies.flatMap((copy) => copyKeyFindings(copy, copy.crossAccount ? [] : sharedWith, directory)),
    ...copies.flatMap((copy) => crossAccountFindings(copy, context)),
    ...reencryptionFindings(copies, facts, directory),
    ...registrationFindings(copies, facts),
    ...launchedFindings(copies, input, facts),
    ...sourceFindings(facts, directory),
    ...trustFindings(image, directory),
    ...licenseCopyFindings(image, copies),
    ...(isOwnedHere(image) && copies.some(({ crossAccount }) => !crossAccount)
      ? unreadPermissionFindings(facts, 'It is not carried over to the copy.')
      : []),
    ...(carriedPermissions.dropsPublic ? [PUBLIC_NOT_COPIED] : []),
    ...(copies.some(({ crossAccount }) => !crossAccount) ? sharingFindings(context) : []),
    ...deprecationFindings(image, facts.observedAt),
    ...consequences(context),
  ];
}

const PUBLIC_NOT_COPIED = warning('public-not-carried', 'The AMI is public; the copy will not be.');

/** What a copy in the same account does not get of the sharing of the original. */
function sharingFindings({ input, carried, directory }: FindingsContext): readonly Finding[] {
  if (input.withoutSharing === true) return [info('copied-without-sharing', 'The copy is shared with no one.')];
  return carried.expiring.map(({ grantee, expiresAt }) =>
    warning(
      'timed-share-not-carried',
      `${granteeLabel(grantee, directory)} has the AMI until ${formatDateOrTime(expiresAt)}. The copy is not shared with it.`,
      { fix: 'Share the copy for a limited time: /ami share … for <duration>.', subject: granteeKey(grantee) },
    ),
  );
}

function placeFindings(
  { destination, key, label }: PlannedCopy,
  { facts, name, directory }: FindingsContext,
): readonly Finding[] {
  const { image } = facts;
  const { account: accountId, region, existingImageId } = destination;
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
  const account = findAccountById(directory, accountId);
  if (!account?.regions.includes(region)) {
    return [
      refusal('region-not-configured', `${accountLabel(directory, accountId)} is not configured for ${region}.`, {
        fix: `Add ${region} to the account's regions in the configuration${account === undefined ? '' : `, or choose one of ${joinList(account.regions)}`}.`,
        subject,
      }),
    ];
  }
  if (!existingImageId.known) {
    const text = `Whether the name ${truncate(name, 128)} is free in ${label} is unknown: ${reasonText(existingImageId)}.`;
    return [
      unknownFinding('name-unknown', text, {
        fix: 'If it is taken, the copy fails; “as <name>” chooses another.',
        subject,
      }),
    ];
  }
  if (existingImageId.value === null) return [];
  return [
    refusal('name-taken', `${existingImageId.value} in ${label} already has the name ${truncate(name, 128)}.`, {
      fix: `Choose another: as ${truncate(name, 120)}-copy`,
      subject,
    }),
  ];
}

function consequences({ facts, directory, copies }: FindingsContext): readonly Finding[] {
  const { image } = facts;
  const dropped = isOwnedHere(image) ? '' : ', and whatever its owner shared and tagged';
  const sharing =
    isOwnedHere(image) && copies.some(({ crossAccount }) => crossAccount)
      ? ', in another account also who it is shared with'
      : '';
  return [
    info('copy-costs', `Each copy costs ${costLabel(estimateCost(facts))}; to another Region, also the transfer.`),
    info(
      'copy-takes-time',
      'A copy takes minutes to hours, by its size. Until it is available nothing can be launched from it.',
    ),
    info(
      'not-carried-over',
      `What the copy does not get: deprecation, protection from deregistration, permissions of S3 buckets${dropped}${sharing}.`,
    ),
    ...(isOwnedHere(image) || copies.every(({ crossAccount }) => crossAccount)
      ? []
      : [
          info(
            'copy-becomes-yours',
            `The copy belongs to ${accountLabel(directory, image.account)}, with its costs and care.`,
          ),
        ]),
  ];
}
