import type { Instance, InstanceFacts } from '../../model/instance.js';
import type { Finding } from '../../plan/types.js';
import { info, unknownFinding, refusal, warning } from '../findings/build.js';
import { reasonText } from '../../model/observed-facts.js';
import { truncate, pluralize } from '../../model/format.js';
import type { CreateInput } from './input.js';

/** Everything that speaks against creating it, or follows from it. */
export function findings(input: CreateInput, facts: InstanceFacts): readonly Finding[] {
  const { instance } = facts;
  return [
    ...(instance.rootDeviceType === 'instance-store' ? [INSTANCE_STORE] : []),
    ...stateFindings(input, instance),
    ...nameFindings(input, facts),
    info(
      'create-takes-time',
      'It takes minutes, and up to a day for big volumes. Until it is available nothing can be launched from it.',
    ),
    info('create-costs', `It costs the storage of ${pluralize(instance.volumes.length, 'snapshot')}.`),
    info(
      'disks-go-along',
      'Everything on the disks is included: keys, passwords, logs, the identity of the machine. Clean it first, or do not share the AMI.',
    ),
    info('instance-tags-stay', 'The AMI does not get the tags of the instance, only those of the request.'),
  ];
}

/** (EC2 API, CreateImage) */
const INSTANCE_STORE = refusal(
  'instance-store-instance',
  'The instance starts from an instance store: EC2 makes AMIs of EBS-backed instances only.',
  { fix: 'Bundle it with the AMI tools, or move it to an EBS volume first.' },
);

function stateFindings({ noReboot }: CreateInput, { state }: Instance): readonly Finding[] {
  switch (state) {
    case 'stopped':
      return [
        info('instance-stopped', 'The instance is stopped: everything is on its disks, and nothing is rebooted.'),
      ];
    case 'running':
      return [noReboot ? CRASH_CONSISTENT : REBOOTS];
    case 'terminated':
    case 'shutting-down':
      return [
        refusal('instance-ended', `The instance is ${state}. Its volumes are deleted or being deleted.`, {
          fix: 'Choose an instance that is running or stopped.',
        }),
      ];
    default:
      return [
        refusal(
          'instance-not-ready',
          `The instance is ${truncate(state, 40)}. EC2 requires it to be running or stopped.`,
          {
            fix: 'Submit the request again then.',
          },
        ),
      ];
  }
}

const REBOOTS = warning(
  'instance-reboots',
  'The instance is rebooted and unavailable for some minutes. The AMI then includes everything that was written.',
  { fix: 'If it must not be: without reboot' },
);

const CRASH_CONSISTENT = warning(
  'crash-consistent',
  'Without a reboot the AMI is crash-consistent: data that programs have not written yet is missing, and volumes may differ by moments.',
  { fix: 'Stop the programs that write, or allow the reboot.' },
);

function nameFindings({ name }: CreateInput, { instance, existingImageId }: InstanceFacts): readonly Finding[] {
  if (!existingImageId.known) {
    const text = `Whether the name ${truncate(name, 128)} is free in ${instance.region} is unknown: ${reasonText(existingImageId)}.`;
    return [unknownFinding('name-unknown', text, { fix: 'If it is taken, EC2 refuses the call.' })];
  }
  if (existingImageId.value === null) return [];
  const text = `${truncate(existingImageId.value)} in ${instance.region} already has the name ${truncate(name, 128)}.`;
  return [refusal('name-taken', text, { fix: `Choose another: as ${truncate(name, 120)}-2` })];
}
