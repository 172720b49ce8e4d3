import type { Directory } from '../../facts/directory.js';
import type { Facts } from '../../facts/facts.js';
import type { Image } from '../../facts/image.js';
import type { InstanceType } from '../../facts/launch.js';
import type { Finding } from '../../plan/types.js';
import { encryptionOf } from '../planning/encryption.js';
import { info, open, refusal, warning } from '../planning/finding.js';
import { because, observed } from '../planning/observed.js';
import { isOwn } from '../planning/ownership.js';
import { productCodeFindings } from '../planning/product-codes.js';
import { availabilityFindings, deprecationFindings } from '../planning/state.js';
import { trustFindings } from '../planning/trust.js';
import { clip, listed } from '../planning/wording.js';
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
    ...typeFindings(input, facts),
    ...subnetFindings(input, facts),
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

function typeFindings({ instanceType: name }: LaunchInput, { image, launch }: Facts): readonly Finding[] {
  const type = observed(launch?.instanceType);
  if (!type.known) {
    const text = `Whether the AMI runs on ${name} is not known: ${because(type)}.`;
    return [open('instance-type-unknown', text, { fix: 'If it does not, EC2 refuses the launch.' })];
  }
  if (type.value !== null) return misfits(type.value, image);
  return [
    refusal('no-such-instance-type', `${image.region} has no instance type ${clip(name, 60)}.`, {
      fix: 'Choose one that the Region offers: aws ec2 describe-instance-types lists them.',
    }),
  ];
}

/** (EC2 API, DescribeInstanceTypes; EC2 User Guide, "AMI virtualization types", "AMI boot modes") */
function misfits(type: InstanceType, image: Image): readonly Finding[] {
  const { architecture, virtualizationType, rootDeviceType, bootMode, enaSupport } = image;
  const architectureMisfits = refusal(
    'architecture-mismatch',
    `The AMI is built for ${clip(architecture, 40)}, and ${type.name} runs ${listed(type.architectures)}.`,
    {
      fix: architecture === 'arm64' ? 'Choose a Graviton type, like t4g.small.' : 'Choose an x86 type, like t3.small.',
    },
  );
  const bootMisfits = refusal(
    'boot-mode-mismatch',
    `The AMI boots by ${clip(bootMode ?? '', 40)}, and ${type.name} by ${listed(type.bootModes)}.`,
    { fix: 'Choose a type that boots so: the current ones on Nitro do both.' },
  );
  const enaMissing = refusal(
    'ena-required',
    `${type.name} needs enhanced networking (ENA), which the AMI is not marked for.`,
    { fix: 'Choose a type without it, like t2.micro, or make an AMI from an instance that has the ENA driver.' },
  );
  const rootMisfits = refusal(
    'root-device-mismatch',
    `The AMI is backed by ${clip(rootDeviceType, 40)}, and ${type.name} starts from ${listed(type.rootDeviceTypes)}.`,
    { fix: 'Instance-store AMIs run on a few old types only, like m3.medium. Make an EBS-backed AMI instead.' },
  );
  return [
    ...(type.architectures.includes(architecture) ? [] : [architectureMisfits]),
    ...virtualizationFindings(type, virtualizationType),
    ...(type.rootDeviceTypes.includes(rootDeviceType) ? [] : [rootMisfits]),
    ...(bootMode === undefined || bootMode === 'uefi-preferred' || type.bootModes.includes(bootMode)
      ? []
      : [bootMisfits]),
    ...(type.ena === 'required' && !enaSupport ? [enaMissing] : []),
  ];
}

function virtualizationFindings(type: InstanceType, virtualization: string): readonly Finding[] {
  const isParavirtual = virtualization === 'paravirtual';
  if (!type.virtualizationTypes.includes(virtualization)) {
    return [
      refusal(
        'virtualization-mismatch',
        `The AMI is ${clip(virtualization, 40)}, and ${type.name} runs ${listed(type.virtualizationTypes)}.`,
        {
          fix: isParavirtual
            ? 'Paravirtual (PV) AMIs run on C1, C3, M1, M2, M3 and T1 alone, and are Linux only. Use an HVM AMI, or such a type.'
            : 'Choose a type of a current generation.',
        },
      ),
    ];
  }
  if (!isParavirtual) return [];
  return [
    warning(
      'paravirtual',
      'The AMI is paravirtual (PV): it runs on the oldest instance types only, which AWS phases out.',
      {
        fix: 'Use an HVM AMI: the same or better performance, on every current type.',
      },
    ),
  ];
}

function subnetFindings({ subnet: named }: LaunchInput, { image, launch }: Facts): readonly Finding[] {
  const subnet = observed(launch?.subnet);
  if (!subnet.known) {
    return [open('subnet-unknown', `Whether there is a subnet to launch into is not known: ${because(subnet)}.`)];
  }
  if (subnet.value !== null) return [];
  if (named === undefined) {
    return [
      refusal('no-default-subnet', `The account has no default subnet in ${image.region}.`, {
        fix: 'Name one: subnet <id>',
      }),
    ];
  }
  return [
    refusal('no-such-subnet', `The account has no subnet ${named} in ${image.region}.`, {
      fix: 'Name one of this account and Region, or leave it out for a default one.',
    }),
  ];
}

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
