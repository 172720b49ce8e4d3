import { accountLabel, type Directory } from '../../../model/directory.js';
import type { Facts } from '../../../model/facts.js';
import { snapshotIds } from '../../../model/image.js';
import type { Finding } from '../../../plan/types.js';
import type { PlannedCopy } from '../destinations.js';
import { summarizeEncryption } from '../../findings/encryption.js';
import { info, unknownFinding, refusal } from '../../findings/build.js';
import { reasonText, orNotObserved } from '../../../model/observed-facts.js';
import { isOwnedHere } from '../../findings/ownership.js';
import { isLicensed, productCodesLabel } from '../../findings/product-codes.js';
import { truncate } from '../../../model/format.js';

/** What AWS's own key encrypts goes to other accounts through a copy under a key that can be shared. */
export function reencryptionFindings(
  copies: readonly PlannedCopy[],
  { image, namedKey }: Facts,
  directory: Directory,
): readonly Finding[] {
  if (!copies.some(({ route }) => route === 'reencrypted')) return [];
  const owner = accountLabel(directory, image.account);
  const fix = `Submit it again with “encrypted with <key>”: a customer managed key of ${owner} in ${image.region} that the other account may use.`;
  if (namedKey === undefined) {
    const text =
      'The AMI is encrypted with an AWS managed key, which other accounts cannot use. An intermediate copy needs another key, and none is named.';
    return [refusal('needs-a-key', text, { fix })];
  }
  if (!namedKey.known) {
    const text = `The key for the way could not be looked up in ${owner}, ${image.region}: ${reasonText(namedKey)}.`;
    return [refusal('intermediate-key-not-found', text, { fix })];
  }
  const { arn, manager, enabled } = namedKey.value;
  if (manager === 'AWS')
    return [refusal('intermediate-key-managed-by-aws', `${truncate(arn)} is an AWS managed key, too.`, { fix })];
  if (!enabled)
    return [
      refusal('intermediate-key-disabled', `The key ${truncate(arn)} is disabled.`, {
        fix: 'Enable it in KMS, or name another key.',
      }),
    ];
  const text = `The AMI is encrypted with an AWS managed key, which other accounts cannot use. An intermediate copy under ${truncate(arn)} is created, shared, copied, and removed with its snapshots.`;
  return [info('reencrypted-in-between', text)];
}

/** (EC2 API, RegisterImage; EC2 User Guide, "AMI billing information fields", "AMI ancestry") */
export function registrationFindings(copies: readonly PlannedCopy[], facts: Facts): readonly Finding[] {
  const registered = copies.filter(({ route }) => route === 'registered');
  if (registered.length === 0) return [];
  const { image } = facts;
  return [
    ...(isOwnedHere(image) && registered.some(({ crossAccount }) => !crossAccount) ? [NOT_NEEDED] : []),
    ...licenceFindings(facts),
    ...(snapshotIds(image).length === 0 || image.rootDeviceType !== 'ebs' ? [NO_SNAPSHOTS] : []),
    ...(registered.some(({ crossAccount }) => crossAccount) ? awsKeyFindings(facts) : []),
    ...uefiFindings(facts),
    info(
      'registered-from-snapshots',
      'The snapshots are copied one by one, and an AMI is registered from them with the settings of the original. Its source is not recorded. If its billing differs from the original, it is removed and the request fails.',
    ),
  ];
}

const NOT_NEEDED = refusal('route-not-needed', 'Within its own account an AMI is copied directly.', {
  fix: 'Leave out “by snapshots”.',
});

const NO_SNAPSHOTS = refusal('no-snapshots', 'No snapshots are behind the AMI that it could be registered from.', {
  fix: 'Leave out “by snapshots”.',
});

function licenceFindings({ image }: Facts): readonly Finding[] {
  if (image.productCodes.length === 0 && !isLicensed(image)) return [];
  const license = productCodesLabel(image) ?? truncate(image.platformDetails ?? image.usageOperation ?? '');
  return [
    refusal('licence-left-behind', `The AMI carries a licence (${license}), which its snapshots do not carry.`, {
      fix: 'Leave out “by snapshots”. If EC2 refuses the copy, use “by launching <instance type>”.',
    }),
  ];
}

function awsKeyFindings(facts: Facts): readonly Finding[] {
  if (!summarizeEncryption(facts).keys.some(({ key }) => key.known && key.value.manager === 'AWS')) return [];
  return [
    refusal('snapshot-under-aws-managed-key', 'A snapshot is encrypted with an AWS managed key and cannot be shared.', {
      fix: 'Leave out “by snapshots”, and add “encrypted with <key>”.',
    }),
  ];
}

/** Secure Boot keys and boot entries; without them such an AMI may not boot, or boot anything. */
function uefiFindings({ image, uefiData }: Facts): readonly Finding[] {
  const data = orNotObserved(uefiData);
  if (data.known || image.bootMode === undefined || image.bootMode === 'legacy-bios') return [];
  const text = `Whether the AMI has UEFI data of its own, such as Secure Boot keys, is unknown: ${reasonText(data)}. The copy gets none.`;
  return [unknownFinding('uefi-data-unknown', text, { fix: 'Let the bot read it (ec2:DescribeImageAttribute).' })];
}
