import type { BlockDevice, Image } from '../../model/image.js';
import type { Row } from '../report-section.js';

/** On what instances the AMI runs. (EC2 User Guide, "AMI virtualization types", "Boot modes") */
export function machineRows(image: Image): readonly Row[] {
  return [
    ['Virtualization', virtualization(image.virtualizationType)],
    ['Architecture', architecture(image.architecture)],
    ['Boot mode', bootMode(image.bootMode)],
    ['TPM', image.tpmSupport],
    ['Instance metadata', image.imdsSupport === 'v2.0' ? 'version 2 only (IMDSv2)' : image.imdsSupport],
    ['Enhanced networking', networking(image)],
    ['Kernel', image.kernelId],
    ['RAM disk', image.ramdiskId],
  ];
}

function virtualization(type: string): string {
  switch (type) {
    case 'hvm':
      return 'HVM (hardware virtual machine): uses the extensions of the hardware; runs on every current instance type, Linux and Windows, with enhanced networking';
    case 'paravirtual':
      return 'PV (paravirtual): Linux only, on C1, C3, M1, M2, M3 and T1 only; HVM is as fast or faster and recommended';
    default:
      return type;
  }
}

function architecture(name: string): string {
  switch (name) {
    case 'x86_64':
      return 'x86_64: Intel and AMD instance types';
    case 'arm64':
      return 'arm64: Graviton instance types';
    case 'i386':
      return 'i386: 32 bits, old instance types only';
    case 'x86_64_mac':
    case 'arm64_mac':
      return `${name}: Mac instances`;
    default:
      return name;
  }
}

function bootMode(mode: string | undefined): string | undefined {
  return mode === 'uefi-preferred' ? 'UEFI if the instance type supports it, otherwise legacy BIOS' : mode;
}

function networking({ enaSupport, sriovNetSupport }: Image): string {
  const features = [
    ...(enaSupport ? ['ENA'] : []),
    ...(sriovNetSupport === undefined ? [] : ['SR-IOV (Intel 82599 VF)']),
  ];
  return features.length === 0 ? 'none' : features.join(', ');
}

/** The block device mapping: the boot volume, the data volumes, and instance-store disks, each with its device. */
export function volumeRows({ blockDevices, rootDeviceName, rootDeviceType }: Image): readonly Row[] {
  const rows = blockDevices.map((device): Row => [
    `${deviceKind(device, rootDeviceName)} ${device.device}`,
    describeSnapshot(device),
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

function deviceKind({ device, virtualName }: BlockDevice, root: string | undefined): string {
  if (device === root) return 'Boot volume';
  return virtualName === undefined ? 'Data volume' : 'Instance store';
}

function describeSnapshot(device: BlockDevice): string {
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
