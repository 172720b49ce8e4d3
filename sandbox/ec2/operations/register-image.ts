import { addSeconds } from 'date-fns';
import { z } from 'zod';
import { checkName } from '../copy/source.js';
import { AwsError, invalidCombination, snapshotNotFound } from '../errors.js';
import type { BlockDevice, Machine } from '../image-entities.js';
import { ec2Operation, type Call } from '../operation.js';
import { flag, listOf, text, wholeNumber } from '../parameters.js';
import { findSnapshot } from '../visible-snapshots.js';
import { specifiedTags, tagSpecifications, withTags } from '../tagging.js';

const mapping = z.strictObject({
  DeviceName: text,
  VirtualName: text.optional(),
  Ebs: z
    .strictObject({
      SnapshotId: text.optional(),
      VolumeSize: wholeNumber(1, 65_536).optional(),
      VolumeType: text.optional(),
      Iops: wholeNumber(100, 256_000).optional(),
      Throughput: wholeNumber(125, 2_000).optional(),
      Encrypted: flag.optional(),
      DeleteOnTermination: flag.default(true),
    })
    .optional(),
});

const shape = {
  Name: text,
  Description: text.default(''),
  // Unexpected defaults of EC2. (EC2 API, RegisterImage)
  Architecture: z.enum(['i386', 'x86_64', 'arm64']).default('i386'),
  VirtualizationType: z.enum(['hvm', 'paravirtual']).default('paravirtual'),
  RootDeviceName: text,
  EnaSupport: flag.default(false),
  SriovNetSupport: text.optional(),
  BootMode: z.enum(['legacy-bios', 'uefi', 'uefi-preferred']).optional(),
  TpmSupport: text.optional(),
  ImdsSupport: text.optional(),
  UefiData: text.optional(),
  KernelId: text.optional(),
  RamdiskId: text.optional(),
  BlockDeviceMapping: listOf(mapping),
  TagSpecification: tagSpecifications,
};

type Params = z.infer<z.ZodObject<typeof shape>>;

/**
 * A registered image is billed as Linux, whatever its snapshots contain: licences are not carried. (EC2 API,
 * RegisterImage)
 */
const DEFAULT_MACHINE = { platformDetails: 'Linux/UNIX', usageOperation: 'RunInstances', productCodes: [] } as const;

export const registerImage = ec2Operation('RegisterImage', {
  params: shape,
  run(params, call) {
    const { store, caller, region, now } = call;
    checkName(params.Name, call);
    checkMachine(params);
    const blockDevices = params.BlockDeviceMapping.map((device) => toBlockDevice(device, call));
    if (
      !blockDevices.some(
        ({ deviceName, snapshotId }) => deviceName === params.RootDeviceName && snapshotId !== undefined,
      )
    ) {
      throw new AwsError(
        'InvalidBlockDeviceMapping',
        `No snapshotId specified for the root device ${params.RootDeviceName}`,
      );
    }
    const tags = withTags({}, specifiedTags(params.TagSpecification, ['image'])('image'));
    const id = store.newId('ami');
    store.put('images', {
      id,
      region,
      ownerId: caller.account,
      name: params.Name,
      description: params.Description,
      state: 'pending',
      createdAt: now.toISOString(),
      machine: toMachine(params),
      blockDevices,
      tags,
      launchPermissions: [],
      protection: 'disabled',
      copy: { startedAt: now.toISOString(), endsAt: addSeconds(now, 1).toISOString() },
    });
    return { imageId: id };
  },
});

function checkMachine({ BootMode, TpmSupport, UefiData, VirtualizationType, KernelId }: Params): void {
  const isUefi = BootMode === 'uefi' || BootMode === 'uefi-preferred';
  if (TpmSupport !== undefined && BootMode !== 'uefi')
    throw invalidCombination('TpmSupport requires the boot mode uefi.');
  if (UefiData !== undefined && !isUefi) throw invalidCombination('UefiData requires a UEFI boot mode.');
  if (VirtualizationType === 'hvm' && KernelId !== undefined) throw invalidCombination('An HVM image has no kernel.');
}

function toMachine(params: Params): Machine {
  const { SriovNetSupport, BootMode, TpmSupport, ImdsSupport, UefiData, KernelId, RamdiskId } = params;
  return {
    architecture: params.Architecture,
    virtualizationType: params.VirtualizationType,
    rootDeviceType: 'ebs',
    rootDeviceName: params.RootDeviceName,
    enaSupport: params.EnaSupport,
    ...(SriovNetSupport === undefined ? {} : { sriovNetSupport: SriovNetSupport }),
    ...(BootMode === undefined ? {} : { bootMode: BootMode }),
    ...(TpmSupport === undefined ? {} : { tpmSupport: TpmSupport }),
    ...(ImdsSupport === undefined ? {} : { imdsSupport: ImdsSupport }),
    ...(UefiData === undefined ? {} : { uefiData: UefiData }),
    ...(KernelId === undefined ? {} : { kernelId: KernelId }),
    ...(RamdiskId === undefined ? {} : { ramdiskId: RamdiskId }),
    ...DEFAULT_MACHINE,
  };
}

function toBlockDevice({ DeviceName, VirtualName, Ebs }: z.infer<typeof mapping>, call: Call): BlockDevice {
  if (Ebs === undefined)
    return { deviceName: DeviceName, ...(VirtualName === undefined ? {} : { virtualName: VirtualName }) };
  const { SnapshotId, VolumeSize, VolumeType = 'gp2', Iops, Throughput, Encrypted, DeleteOnTermination } = Ebs;
  if (SnapshotId !== undefined && Encrypted !== undefined) {
    throw invalidCombination('The parameter Encrypted cannot stand beside a snapshot.');
  }
  if (Iops !== undefined && !['io1', 'io2', 'gp3'].includes(VolumeType)) {
    throw invalidCombination(`The parameter iops is not supported for ${VolumeType} volumes.`);
  }
  if (Throughput !== undefined && VolumeType !== 'gp3') {
    throw invalidCombination(`The parameter throughput is not supported for ${VolumeType} volumes.`);
  }
  const snapshot = SnapshotId === undefined ? undefined : findSnapshot(call, SnapshotId);
  if (snapshot !== undefined && snapshot.ownerId !== call.caller.account) throw snapshotNotFound(snapshot.id);
  if (snapshot !== undefined && snapshot.state !== 'completed') {
    throw new AwsError('IncorrectState', `The snapshot ${snapshot.id} is ${snapshot.state}, not completed.`);
  }
  const size = VolumeSize ?? snapshot?.volumeSize;
  return {
    deviceName: DeviceName,
    ...(SnapshotId === undefined ? {} : { snapshotId: SnapshotId }),
    ...(size === undefined ? {} : { volumeSize: size }),
    volumeType: VolumeType,
    ...(Iops === undefined ? {} : { iops: Iops }),
    ...(Throughput === undefined ? {} : { throughput: Throughput }),
    deleteOnTermination: DeleteOnTermination,
  };
}
