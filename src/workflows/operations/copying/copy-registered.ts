import type { BlockDevice, Image } from '../../facts/image.js';
import type { BlockDeviceInput, CallInputs, Kept } from '../../plan/calls.js';
import type { CallOf, Step } from '../../plan/types.js';
import type { CopyTo } from '../planning/copy-to.js';
import { backingOf, type Backing } from '../planning/observed.js';
import { lend } from './lending.js';
import { billedAs, cleanUp, described, imageTags, makingId, placeOf, removal, undoOf, type Material } from './parts.js';

/** Copy each snapshot, register an AMI from the copies that is like the original, and see that it is billed alike. */
export function copyRegistered(copy: CopyTo, material: Material): readonly Step[] {
  const { facts } = material;
  const loan = lend(copy, facts, { image: false, snapshots: true });
  const after = loan.give.map(({ id }) => id);
  const registerId = makingId(copy);
  const place = placeOf(copy);
  const newImage: Kept = { step: registerId, keep: 'image' };
  const backing = backingOf(facts);
  const snapshots = backing.map((each, index) => snapshotStep(copy, facts.image, each, index + 1, after));
  const snapshotSteps = snapshots.map(({ id }) => id);
  const call = removal(place, newImage);
  const register: Step = {
    id: registerId,
    title: `Register the copy in ${copy.label} from these snapshots`,
    call: { name: 'RegisterImage', ...place, input: registration(material, backing, snapshotSteps) },
    until: { kind: 'image-available', imageId: newImage, ...billedAs(facts.image) },
    keep: { image: { from: 'answer', field: 'ImageId' } },
    after: snapshotSteps,
    undo: undoOf(registerId, copy, call),
  };
  const cleaning = cleanUp(registerId, copy, call);
  return [
    ...loan.give,
    ...snapshots,
    register,
    ...loan.takeBack(snapshotSteps),
    cleaning,
    ...snapshots.map(({ id }, index) => snapshotCleanUp(copy, id, { registerId, cleaningId: cleaning.id }, index + 1)),
  ];
}

function snapshotStep(
  copy: CopyTo,
  { region, imageId }: Image,
  { snapshotId }: Backing,
  number: number,
  after: readonly string[],
): Step {
  const id = `copy-${copy.key}-snapshot-${number}`;
  const input: CallInputs['CopySnapshot'] = {
    SourceRegion: region,
    SourceSnapshotId: snapshotId,
    Description: `Copied for a copy of ${imageId}`,
    ...copy.encryption.parameters,
  };
  return {
    id,
    title: `Copy ${snapshotId} to ${copy.label}`,
    call: { name: 'CopySnapshot', ...placeOf(copy), input },
    until: { kind: 'snapshot-completed', snapshotId: { step: id, keep: 'snapshot' } },
    keep: { snapshot: { from: 'answer', field: 'SnapshotId' } },
    after,
    // It goes away with the AMI that it is a part of.
    undo: [],
  };
}

/** What was copied is a part of the AMI once that is registered; while it is one, it cannot be deleted. */
function snapshotCleanUp(
  copy: CopyTo,
  of: string,
  { registerId, cleaningId }: { readonly registerId: string; readonly cleaningId: string },
  number: number,
): Step {
  const snapshotId: Kept = { step: of, keep: 'snapshot' };
  const call: CallOf<'DeleteSnapshot'> = {
    name: 'DeleteSnapshot',
    ...placeOf(copy),
    input: { SnapshotId: snapshotId },
  };
  return {
    id: `clean-up-${copy.key}-snapshot-${number}`,
    title: `Remove the copied snapshot ${number} in ${copy.label} if no AMI could be registered`,
    call,
    until: { kind: 'snapshot-gone', snapshotId },
    after: [cleaningId],
    cleansUp: { of, unless: registerId },
  };
}

/** Architecture and virtualization are said always: EC2 would take i386 and paravirtual. (EC2 API, RegisterImage) */
function registration(
  { name, facts }: Material,
  backing: readonly Backing[],
  steps: readonly string[],
): CallInputs['RegisterImage'] {
  const { image, uefiData } = facts;
  const copied = new Map(backing.map(({ snapshotId }, index) => [snapshotId, steps[index] ?? '']));
  return {
    Name: name,
    ...described(image),
    Architecture: image.architecture,
    VirtualizationType: image.virtualizationType,
    ...(image.rootDeviceName === undefined ? {} : { RootDeviceName: image.rootDeviceName }),
    EnaSupport: image.enaSupport,
    ...(image.sriovNetSupport === undefined ? {} : { SriovNetSupport: image.sriovNetSupport }),
    ...(image.bootMode === undefined ? {} : { BootMode: image.bootMode }),
    ...(image.tpmSupport === undefined ? {} : { TpmSupport: image.tpmSupport }),
    ...(image.imdsSupport === undefined ? {} : { ImdsSupport: image.imdsSupport }),
    ...(uefiData?.known === true && uefiData.value !== null ? { UefiData: uefiData.value } : {}),
    ...(image.kernelId === undefined ? {} : { KernelId: image.kernelId }),
    ...(image.ramdiskId === undefined ? {} : { RamdiskId: image.ramdiskId }),
    BlockDeviceMappings: image.blockDevices.map((device) => mapping(device, copied)),
    ...imageTags(image),
  };
}

function mapping(device: BlockDevice, copied: ReadonlyMap<string, string>): BlockDeviceInput {
  const { virtualName, snapshotId, sizeGiB, volumeType, iops, throughput, encrypted, deleteOnTermination } = device;
  if (virtualName !== undefined) return { DeviceName: device.device, VirtualName: virtualName };
  const step = snapshotId === undefined ? undefined : copied.get(snapshotId);
  return {
    DeviceName: device.device,
    Ebs: {
      // Beside a snapshot, which knows it, encryption must be left out. (EC2 User Guide, "Create an EBS-backed AMI")
      ...(step === undefined ? { Encrypted: encrypted === true } : { SnapshotId: { step, keep: 'snapshot' } }),
      ...(sizeGiB === undefined ? {} : { VolumeSize: sizeGiB }),
      ...(volumeType === undefined ? {} : { VolumeType: volumeType }),
      ...(iops === undefined || !TAKES_IOPS.includes(volumeType ?? '') ? {} : { Iops: iops }),
      ...(throughput === undefined || volumeType !== 'gp3' ? {} : { Throughput: throughput }),
      ...(deleteOnTermination === undefined ? {} : { DeleteOnTermination: deleteOnTermination }),
    },
  };
}

const TAKES_IOPS: readonly string[] = ['gp3', 'io1', 'io2'];
