import type { Image } from '../../model/image.js';
import type { InstanceType, LaunchEnvironment, LaunchOptions } from '../../model/launch.js';
import type { Finding } from '../../plan/types.js';
import { unknownFinding, refusal, warning } from './build.js';
import { reasonText, orNotObserved } from '../../model/observed-facts.js';
import { truncate, joinList } from '../../model/format.js';

/** Findings of the instance type and the subnet about a launch of the AMI. */
export function launchEnvironmentFindings(
  { instanceType, subnet }: LaunchOptions,
  environment: LaunchEnvironment | undefined,
  image: Image,
): readonly Finding[] {
  return [...typeFindings(instanceType, environment, image), ...subnetFindings(subnet, environment, image)];
}

function typeFindings(name: string, environment: LaunchEnvironment | undefined, image: Image): readonly Finding[] {
  const type = orNotObserved(environment?.instanceType);
  if (!type.known) {
    const text = `Whether the AMI runs on ${name} is unknown: ${reasonText(type)}.`;
    return [unknownFinding('instance-type-unknown', text, { fix: 'If it does not, EC2 refuses the launch.' })];
  }
  if (type.value !== null) return typeMismatches(type.value, image);
  return [
    refusal('no-such-instance-type', `${image.region} has no instance type ${truncate(name, 60)}.`, {
      fix: 'Choose one that the Region offers: aws ec2 describe-instance-types lists them.',
    }),
  ];
}

/** (EC2 API, DescribeInstanceTypes; EC2 User Guide, "AMI virtualization types", "AMI boot modes") */
function typeMismatches(type: InstanceType, image: Image): readonly Finding[] {
  const { architecture, virtualizationType, rootDeviceType, bootMode, enaSupport } = image;
  const architectureMismatch = refusal(
    'architecture-mismatch',
    `The AMI is built for ${truncate(architecture, 40)}, and ${type.name} runs ${joinList(type.architectures)}.`,
    {
      fix: architecture === 'arm64' ? 'Choose a Graviton type, like t4g.small.' : 'Choose an x86 type, like t3.small.',
    },
  );
  const bootModeMismatch = refusal(
    'boot-mode-mismatch',
    `The AMI boots by ${truncate(bootMode ?? '', 40)}, and ${type.name} by ${joinList(type.bootModes)}.`,
    { fix: 'Choose a type that boots so: the current ones on Nitro do both.' },
  );
  const enaMissing = refusal(
    'ena-required',
    `${type.name} needs enhanced networking (ENA), which the AMI is not marked for.`,
    { fix: 'Choose a type without it, like t2.micro, or make an AMI from an instance that has the ENA driver.' },
  );
  const rootDeviceMismatch = refusal(
    'root-device-mismatch',
    `The AMI is backed by ${truncate(rootDeviceType, 40)}, and ${type.name} starts from ${joinList(type.rootDeviceTypes)}.`,
    { fix: 'Instance-store AMIs run on a few old types only, like m3.medium. Make an EBS-backed AMI instead.' },
  );
  return [
    ...(type.architectures.includes(architecture) ? [] : [architectureMismatch]),
    ...virtualizationFindings(type, virtualizationType),
    ...(type.rootDeviceTypes.includes(rootDeviceType) ? [] : [rootDeviceMismatch]),
    ...(bootMode === undefined || bootMode === 'uefi-preferred' || type.bootModes.includes(bootMode)
      ? []
      : [bootModeMismatch]),
    ...(type.ena === 'required' && !enaSupport ? [enaMissing] : []),
  ];
}

function virtualizationFindings(type: InstanceType, virtualization: string): readonly Finding[] {
  const isParavirtual = virtualization === 'paravirtual';
  if (!type.virtualizationTypes.includes(virtualization)) {
    return [
      refusal(
        'virtualization-mismatch',
        `The AMI is ${truncate(virtualization, 40)}, and ${type.name} runs ${joinList(type.virtualizationTypes)}.`,
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

function subnetFindings(
  subnetId: string | undefined,
  environment: LaunchEnvironment | undefined,
  { region }: Image,
): readonly Finding[] {
  const subnet = orNotObserved(environment?.subnet);
  if (!subnet.known) {
    return [
      unknownFinding('subnet-unknown', `Whether there is a subnet to launch into is unknown: ${reasonText(subnet)}.`),
    ];
  }
  if (subnet.value !== null) return [];
  if (subnetId === undefined) {
    return [
      refusal('no-default-subnet', `The account has no default subnet in ${region}.`, {
        fix: 'Name one: subnet <id>',
      }),
    ];
  }
  return [
    refusal('no-such-subnet', `The account has no subnet ${subnetId} in ${region}.`, {
      fix: 'Name one of this account and Region, or leave it out for a default one.',
    }),
  ];
}
