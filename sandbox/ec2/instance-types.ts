import type { Machine } from './image-entities.js';

/** An instance type as `DescribeInstanceTypes` returns it. */
export interface InstanceType {
  readonly name: string;
  readonly currentGeneration: boolean;
  readonly architectures: readonly Machine['architecture'][];
  readonly virtualizationTypes: readonly Machine['virtualizationType'][];
  readonly rootDeviceTypes: readonly Machine['rootDeviceType'][];
  readonly bootModes: readonly ('legacy-bios' | 'uefi')[];
  readonly ena: 'unsupported' | 'supported' | 'required';
  readonly vcpus: number;
  readonly memoryMiB: number;
}

const NITRO = {
  currentGeneration: true,
  virtualizationTypes: ['hvm'],
  rootDeviceTypes: ['ebs'],
  ena: 'required',
} as const;
const X86 = { architectures: ['x86_64'], bootModes: ['legacy-bios', 'uefi'] } as const;
const ARM = { architectures: ['arm64'], bootModes: ['uefi'] } as const;

/** A few of each kind: current ones on x86 and Graviton, and old ones that still run paravirtual images. */
export const INSTANCE_TYPES: readonly InstanceType[] = [
  { name: 't3.micro', ...NITRO, ...X86, vcpus: 2, memoryMiB: 1024 },
  { name: 't3.small', ...NITRO, ...X86, vcpus: 2, memoryMiB: 2048 },
  { name: 'm7i.large', ...NITRO, ...X86, vcpus: 2, memoryMiB: 8192 },
  { name: 't4g.micro', ...NITRO, ...ARM, vcpus: 2, memoryMiB: 1024 },
  { name: 'm7g.large', ...NITRO, ...ARM, vcpus: 2, memoryMiB: 8192 },
  {
    name: 't2.micro',
    currentGeneration: true,
    architectures: ['i386', 'x86_64'],
    virtualizationTypes: ['hvm'],
    rootDeviceTypes: ['ebs'],
    bootModes: ['legacy-bios'],
    ena: 'unsupported',
    vcpus: 1,
    memoryMiB: 1024,
  },
  {
    name: 'm3.medium',
    currentGeneration: false,
    architectures: ['x86_64'],
    virtualizationTypes: ['hvm', 'paravirtual'],
    rootDeviceTypes: ['ebs', 'instance-store'],
    bootModes: ['legacy-bios'],
    ena: 'unsupported',
    vcpus: 1,
    memoryMiB: 3840,
  },
];

export function instanceType(name: string): InstanceType | undefined {
  return INSTANCE_TYPES.find((type) => type.name === name);
}
