import type { Directory } from '../../facts/directory.js';
import type { Facts } from '../../facts/facts.js';
import type { Image } from '../../facts/image.js';
import type { Finding } from '../../plan/types.js';
import { encryptionOf } from '../planning/encryption.js';
import { info, refusal } from '../planning/finding.js';
import { launchSiteFindings } from '../planning/launch-site.js';
import { isOwn } from '../planning/ownership.js';
import { productCodeFindings } from '../planning/product-codes.js';
import { availabilityFindings, deprecationFindings } from '../planning/state.js';
import { trustFindings } from '../planning/trust.js';
import { clip } from '../planning/wording.js';
import type { LaunchInput } from './input.js';

interface Situation {
  readonly input: LaunchInput;
  readonly facts: Facts;
  readonly directory: Directory;
}

/** Everything that speaks against launching, or follows from it. */
export function findings({ input, facts, directory }: Situation): readonly Finding[] {
  const { image } = facts;
  return [
    ...availabilityFindings(image),
    ...launchSiteFindings(input, facts.launch, image),
    ...keyFindings(facts),
    ...trustFindings(image, directory),
    ...productCodeFindings(image),
    ...deprecationFindings(image, facts.observedAt),
    ...(isOwn(image) || encryptionOf(facts).keys.length === 0 ? [] : [ENCRYPTED_ANEW]),
    ...consequences(image),
  ];
}

/** (EC2 User Guide, "Use encryption with EBS-backed AMIs") */
const ENCRYPTED_ANEW = info(
  'encrypted-anew',
  'The AMI is encrypted and somebody else’s: the volumes of the instance are encrypted under the default key of this account.',
);

function keyFindings(facts: Facts): readonly Finding[] {
  return encryptionOf(facts).keys.flatMap(({ name, key }) =>
    key.known && !key.value.enabled
      ? refusal('key-disabled', `The key ${clip(name)} is disabled: no volume can be made from the AMI.`, {
          fix: 'Enable the key first.',
          subject: name,
        })
      : [],
  );
}

function consequences({ region }: Image): readonly Finding[] {
  return [
    info('costs-until-terminated', 'The instance costs until it is terminated. Undo terminates it, with its volumes.'),
    info(
      'imds-v2-only',
      'Its metadata service takes IMDSv2 only: old software that asks without a token gets nothing.',
    ),
    info(
      'reach-and-end',
      `When it runs, its id stands with the step. It has no key pair and no role: reach it in the EC2 console (${region}, Connect), or by Session Manager once it has a role for that. To end it without the bot: aws ec2 terminate-instances --region ${region} --instance-ids <its id>`,
    ),
  ];
}
