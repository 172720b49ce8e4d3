import type { Facts } from '../../../model/facts.js';
import type { LaunchOptions } from '../../../model/launch.js';
import type { Finding } from '../../../plan/types.js';
import type { PlannedCopy } from '../destinations.js';
import { summarizeEncryption } from '../../findings/encryption.js';
import { info, refusal, warning } from '../../findings/build.js';
import { launchEnvironmentFindings } from '../../findings/launch.js';
import { isOwnedHere } from '../../findings/ownership.js';
import { productCodeFindings } from '../../findings/product-codes.js';
import { truncate, joinList } from '../../../model/format.js';

interface LaunchedCopyOptions {
  readonly launching?: LaunchOptions | undefined;
  readonly encrypted: boolean;
}

/** The requirements and consequences of making a copy from an instance. (EC2 API, CreateImage) */
export function launchedFindings(
  copies: readonly PlannedCopy[],
  { launching, encrypted }: LaunchedCopyOptions,
  facts: Facts,
): readonly Finding[] {
  if (launching === undefined) return [];
  const { image } = facts;
  const away = copies.some((copy) => copy.crossAccount);
  return [
    ...(encrypted ? [TAKES_NO_KEY] : []),
    ...(image.rootDeviceType === 'ebs' ? [] : [NO_ROOT_VOLUME]),
    ...(isOwnedHere(image) && away ? awsKeyFindings(facts) : []),
    ...copies.flatMap((copy) => placeFindings(copy, launching, facts)),
    ...productCodeFindings(image),
    FIRST_BOOT_CHANGES,
    ...retainedVolumeFindings(facts),
    info(
      'made-from-an-instance',
      `One ${launching.instanceType} is launched, stopped as soon as it runs, and terminated when the AMI has been created from it. You pay for its minutes. Licence and product codes are kept. If the billing of the copy differs from the original, the copy is removed and the request fails.`,
    ),
  ];
}

const TAKES_NO_KEY = refusal(
  'launched-takes-no-key',
  'An AMI made from an instance has the encryption of its volumes, which cannot be chosen.',
  { fix: 'Leave out “encrypted”, and copy the new AMI once more, encrypted, to the Region where it is.' },
);

const NO_ROOT_VOLUME = refusal(
  'no-root-volume',
  'The AMI is backed by instance store. EC2 cannot create an AMI from its instances.',
  { fix: 'Leave out “by launching”.' },
);

const FIRST_BOOT_CHANGES = warning(
  'first-boot-changes',
  'The instance boots once before the copy is made: what that writes is in the copy. On Linux these are the SSH host keys, the machine id and what cloud-init does once; on Windows the SID, the computer name and the password of Administrator.',
  { fix: 'Check an instance of the copy for them, or prepare it there again (cloud-init clean, Sysprep).' },
);

function awsKeyFindings(facts: Facts): readonly Finding[] {
  if (!summarizeEncryption(facts).keys.some(({ key }) => key.known && key.value.manager === 'AWS')) return [];
  const text = 'A snapshot is encrypted with an AWS managed key. No other account can launch from it.';
  const fix = `Copy it here first, “encrypted with <key>” under a customer managed key, and then that copy “by launching”.`;
  return [refusal('snapshot-under-aws-managed-key', text, { fix })];
}

function placeFindings(
  { crossAccount, destination, label, key: subject }: PlannedCopy,
  launching: LaunchOptions,
  { image }: Facts,
): readonly Finding[] {
  const fix = 'Leave out “by launching”.';
  if (!crossAccount && isOwnedHere(image)) {
    return [refusal('route-not-needed', 'Within its own account an AMI is copied directly.', { fix, subject })];
  }
  if (destination.region !== image.region) {
    const text = `Instances launch where the AMI is, in ${image.region}. The copy is created there, not in ${label}.`;
    const environment = `Copy it to ${image.region} first, and that copy to ${destination.region}.`;
    return [refusal('launched-where-it-is', text, { fix: environment, subject })];
  }
  return launchEnvironmentFindings(launching, destination.launch, image).map((finding) => ({ ...finding, subject }));
}

/** (EC2 User Guide, "Preserve data when an instance is terminated") */
function retainedVolumeFindings({ image }: Facts): readonly Finding[] {
  const devices = image.blockDevices.filter(({ deleteOnTermination }) => deleteOnTermination === false);
  if (devices.length === 0) return [];
  const where = joinList(devices.map(({ device }) => truncate(device, 60)));
  const text = `The volume at ${where} is not deleted when an instance is terminated. It stays in the account, and costs.`;
  return [warning('volume-stays', text, { fix: 'Delete it there afterwards.' })];
}
