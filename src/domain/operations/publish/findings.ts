import type { Directory } from '../../model/directory.js';
import type { Facts } from '../../model/facts.js';
import type { Finding } from '../../plan/types.js';
import { publicDeprecationDate } from '../steps/lifecycle.js';
import { info, unknownFinding, refusal, warning } from '../findings/build.js';
import { backingSnapshots, reasonText, orNotObserved } from '../../model/observed-facts.js';
import { ownerFindings } from '../findings/ownership.js';
import { unreadPermissionFindings, isPublic } from '../findings/sharing.js';
import { productCodesLabel } from '../findings/product-codes.js';
import { availabilityFindings } from '../findings/lifecycle.js';
import { pluralize, formatDateOrTime, isPast, joinList } from '../../model/format.js';

/** An account's public AMIs in one Region, those in the Recycle Bin counted; AWS may grant more. (EC2 User Guide, "AMI quotas") */
const DEFAULT_QUOTA = 5;

/** Everything that speaks against making an AMI public, the loudest word first. */
export function findings(facts: Facts, directory: Directory): readonly Finding[] {
  const { image } = facts;
  return [
    PUBLIC_WARNING,
    ...ownerFindings(image, directory, 'publish', 'Ask the owner to publish it.'),
    ...availabilityFindings(image),
    ...(isPublic(facts) ? [refusal('is-public-already', 'The AMI is already public. Nothing to do.')] : []),
    ...blockFindings(facts),
    ...contentFindings(facts),
    ...quotaFindings(facts),
    ...deprecationFindings(facts),
    ...unreadPermissionFindings({ ...facts, image: { ...image, blockDevices: [] } }, 'It is made public all the same.'),
    info('share-instead', 'To share it with certain accounts or an organization only, use /ami share.'),
  ];
}

const PUBLIC_WARNING = warning(
  'open-to-the-world',
  'EVERYONE IN THE WORLD with an AWS account will be able to launch this AMI, copy it and create volumes from its snapshots. Everything on its disks becomes public, including deleted files. Copies belong to those who make them: this cannot really be reverted.',
  {
    fix: 'Check its disks first: keys, passwords, certificates, shell histories, SSH host keys, authorized_keys, customer data.',
  },
);

/** (EC2 User Guide, "Block public access to your AMIs") */
function blockFindings({ publicAccess, image: { region } }: Facts): readonly Finding[] {
  const block = orNotObserved(publicAccess);
  if (!block.known) {
    const text = `Whether public AMIs are blocked in ${region} is unknown: ${reasonText(block)}. If they are, EC2 refuses.`;
    return [
      unknownFinding('block-unknown', text, { fix: 'Let the bot read it (ec2:GetImageBlockPublicAccessState).' }),
    ];
  }
  if (block.value.state === 'unblocked') return [];
  const byPolicy = block.value.managedBy === 'declarative-policy';
  const who = byPolicy ? 'by a declarative policy of the organization' : 'by a setting of the account';
  const fix = byPolicy
    ? 'Only the administrators of the organization can change that.'
    : 'An administrator of the account can turn it off (EC2: DisableImageBlockPublicAccess).';
  return [refusal('public-access-blocked', `Public AMIs are blocked in ${region} ${who}.`, { fix })];
}

/** (EC2 User Guide, "Make your AMI publicly available", "AMI watermarks") */
function contentFindings(facts: Facts): readonly Finding[] {
  const { image } = facts;
  const backing = backingSnapshots(facts);
  const encrypted = backing.filter(
    ({ snapshotId, snapshot }) =>
      (snapshot.known && snapshot.value.encrypted) ||
      image.blockDevices.some((device) => device.snapshotId === snapshotId && device.encrypted === true),
  );
  const unread = backing.filter((device) => !device.snapshot.known && !encrypted.includes(device));
  const codes = productCodesLabel(image);
  const watermarks = image.watermarks ?? [];
  return [
    ...refusalFor(
      'encrypted-stays-private',
      encrypted.length > 0,
      `It has encrypted volumes (${joinList(encrypted.map(({ snapshotId }) => snapshotId))}): EC2 makes no such AMI public.`,
      'Create it again without encryption. Copies of an encrypted AMI stay encrypted.',
    ),
    ...refusalFor(
      'product-codes-stay-private',
      codes !== undefined,
      `It carries product codes (${codes ?? ''}): EC2 makes no such AMI public.`,
      'List it in AWS Marketplace instead.',
    ),
    ...refusalFor(
      'watermarks-stay-private',
      watermarks.length > 0,
      `It carries watermarks (${joinList(watermarks)}): EC2 makes no such AMI public.`,
      'Create it again from a source that carries none.',
    ),
    ...unread.map(({ snapshotId, snapshot }) =>
      unknownFinding('snapshot-unknown', `Whether ${snapshotId} is encrypted is unknown: ${reasonText(snapshot)}.`, {
        fix: 'If it is, EC2 refuses.',
        subject: snapshotId,
      }),
    ),
  ];
}

function refusalFor(code: string, isSo: boolean, text: string, fix: string): readonly Finding[] {
  return isSo ? [refusal(code, text, { fix })] : [];
}

function quotaFindings({ publicImages, image: { region } }: Facts): readonly Finding[] {
  const count = orNotObserved(publicImages);
  if (!count.known) {
    return [
      unknownFinding(
        'public-count-unknown',
        `The number of public AMIs in ${region} is unknown: ${reasonText(count)}.`,
      ),
    ];
  }
  if (count.value < DEFAULT_QUOTA) return [];
  const text = `The account has ${pluralize(count.value, 'public AMI')} in ${region}; ${DEFAULT_QUOTA} are allowed unless AWS has granted more.`;
  return [
    warning('over-public-quota', text, { fix: 'Make one private first, or request a higher quota in Service Quotas.' }),
  ];
}

/** (EC2 User Guide, "Deprecate an Amazon EC2 AMI") */
function deprecationFindings({ image, observedAt }: Facts): readonly Finding[] {
  const date = publicDeprecationDate(image);
  if (date === undefined) return [];
  const when = formatDateOrTime(date);
  const text = isPast(date, observedAt)
    ? `A public AMI is deprecated two years after it was made, ${when}: this one will be at once.`
    : `A public AMI is deprecated two years after it was made: on ${when} at the latest.`;
  return [
    warning('public-is-deprecated', text, {
      fix: 'While it is public, the date can only become earlier. Publish a newer AMI then.',
    }),
  ];
}
