import type { Image } from '../../facts/image.js';
import type { InstanceType, LaunchSite, WantedLaunch } from '../../facts/launch.js';
import type { Finding } from '../../plan/types.js';
import { open, refusal, warning } from './finding.js';
import { because, observed } from './observed.js';
import { clip, listed } from './wording.js';

/** What the instance type and the subnet, as they were found where it is to run, say against a launch of the AMI. */
export function launchSiteFindings(
  { instanceType, subnet }: WantedLaunch,
  site: LaunchSite | undefined,
  image: Image,
): readonly Finding[] {
  return [...typeFindings(instanceType, site, image), ...subnetFindings(subnet, site, image)];
}

function typeFindings(name: string, site: LaunchSite | undefined, image: Image): readonly Finding[] {
  const type = observed(site?.instanceType);
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

function subnetFindings(
  named: string | undefined,
  site: LaunchSite | undefined,
  { region }: Image,
): readonly Finding[] {
  const subnet = observed(site?.subnet);
  if (!subnet.known) {
    return [open('subnet-unknown', `Whether there is a subnet to launch into is not known: ${because(subnet)}.`)];
  }
  if (subnet.value !== null) return [];
  if (named === undefined) {
    return [
      refusal('no-default-subnet', `The account has no default subnet in ${region}.`, {
        fix: 'Name one: subnet <id>',
      }),
    ];
  }
  return [
    refusal('no-such-subnet', `The account has no subnet ${named} in ${region}.`, {
      fix: 'Name one of this account and Region, or leave it out for a default one.',
    }),
  ];
}
