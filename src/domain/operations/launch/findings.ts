import type { Directory } from '../../model/directory.js';
import type { Facts } from '../../model/facts.js';
import type { Image } from '../../model/image.js';
import type { Finding } from '../../plan/types.js';
import { summarizeEncryption } from '../findings/encryption.js';
import { info, refusal } from '../findings/build.js';
import { launchEnvironmentFindings } from '../findings/launch.js';
import { isOwnedHere, trustFindings } from '../findings/ownership.js';
import { productCodeFindings } from '../findings/product-codes.js';
import { availabilityFindings, deprecationFindings } from '../findings/lifecycle.js';
import { truncate } from '../../model/format.js';
import type { LaunchInput } from './input.js';

interface FindingsContext {
  readonly input: LaunchInput;
  readonly facts: Facts;
  readonly directory: Directory;
}

/** Everything that speaks against launching, or follows from it. */
export function findings({ input, facts, directory }: FindingsContext): readonly Finding[] {
  const { image } = facts;
  return [
    ...availabilityFindings(image),
    ...launchEnvironmentFindings(input, facts.launch, image),
    ...keyFindings(facts),
    ...trustFindings(image, directory),
    ...productCodeFindings(image),
    ...deprecationFindings(image, facts.observedAt),
    ...(isOwnedHere(image) || summarizeEncryption(facts).keys.length === 0 ? [] : [REENCRYPTED_AT_LAUNCH]),
    ...consequences(image),
  ];
}

/** (EC2 User Guide, "Use encryption with EBS-backed AMIs") */
const REENCRYPTED_AT_LAUNCH = info(
  'reencrypted-at-launch',
  'The AMI is encrypted and has another owner: the volumes of the instance are encrypted with the default key of this account.',
);

function keyFindings(facts: Facts): readonly Finding[] {
  return summarizeEncryption(facts).keys.flatMap(({ name, key }) =>
    key.known && !key.value.enabled
      ? refusal('key-disabled', `The key ${truncate(name)} is disabled: no volume can be made from the AMI.`, {
          fix: 'Enable the key first.',
          subject: name,
        })
      : [],
  );
}

function consequences({ region }: Image): readonly Finding[] {
  return [
    info('costs-until-terminated', 'The instance costs until it is terminated. Undo terminates it, with its volumes.'),
    info('imds-v2-only', 'Its metadata service accepts IMDSv2 only. Old software without a token gets no response.'),
    info(
      'reach-and-end',
      `When it runs, its id stands with the step. It has no key pair and no role: reach it in the EC2 console (${region}, Connect), or by Session Manager once it has a role for that. To end it without the bot: aws ec2 terminate-instances --region ${region} --instance-ids <its id>`,
    ),
  ];
}
