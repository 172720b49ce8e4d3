import type { BlockDevice, Image } from '../../facts/image.js';
import type { Row } from './section.js';

/** The block device mapping: the boot volume, the data volumes, and instance-store disks, each with its device. */
export function volumeRows({ blockDevices, rootDeviceName, rootDeviceType }: Image): readonly Row[] {
  const rows = blockDevices.map((device): Row => [
    `${kindOf(device, rootDeviceName)} ${device.device}`,
    describe(device),
  ]);
  return [['Root device', rootLabel(rootDeviceType, rootDeviceName)], ...rows];
}

function rootLabel(type: string, name: string | undefined): string {
  const where = name === undefined ? '' : `, ${name}`;
  switch (type) {
    case 'ebs':
      return `EBS volume${where}`;
    case 'instance-store':
      return `instance store${where}: its data is lost when the instance stops; the AMI is a bundle in S3`;
    default:
      return `${type}${where}`;
  }
}

function kindOf({ device, virtualName }: BlockDevice, root: string | undefined): string {
  if (device === root) return 'Boot volume';
  return virtualName === undefined ? 'Data volume' : 'Instance store';
}

function describe(device: BlockDevice): string {
  if (device.virtualName !== undefined) return `${device.virtualName}, lost when the instance stops`;
  return [
    device.sizeGiB === undefined ? undefined : `${device.sizeGiB} GiB`,
    device.volumeType,
    device.iops === undefined ? undefined : `${device.iops} IOPS`,
    device.throughput === undefined ? undefined : `${device.throughput} MiB/s`,
    device.snapshotId ?? 'starts empty',
    device.encrypted === undefined ? undefined : device.encrypted ? 'encrypted' : 'not encrypted',
    device.deleteOnTermination === undefined
      ? undefined
      : device.deleteOnTermination
        ? 'deleted with the instance'
        : 'kept when the instance is terminated',
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
