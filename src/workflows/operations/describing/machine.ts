import type { Image } from '../../facts/image.js';
import type { Row } from './section.js';

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
  return mode === 'uefi-preferred' ? 'UEFI where the instance type has it, else legacy BIOS' : mode;
}

function networking({ enaSupport, sriovNetSupport }: Image): string {
  const ways = [...(enaSupport ? ['ENA'] : []), ...(sriovNetSupport === undefined ? [] : ['SR-IOV (Intel 82599 VF)'])];
  return ways.length === 0 ? 'none' : ways.join(', ');
}
