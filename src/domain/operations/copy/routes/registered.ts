import { omitUndefined } from '../../../model/omit-undefined.js';
import type { BlockDevice, Image } from '../../../model/image.js';
import type { BlockDeviceInput, CallInputs, OutputRef } from '../../../plan/call-inputs.js';
import type { CallOf, Step } from '../../../plan/types.js';
import type { PlannedCopy } from '../destinations.js';
import { backingSnapshots, type ObservedSnapshot } from '../../../model/observed-facts.js';
import { grantTemporarily } from './temporary-grants.js';
import {
  billedAs,
  cleanUpCopyStep,
  copyDescription,
  imageTags,
  copyStepId,
  accountRegionOf,
  deregisterCopyCall,
  copyUndo,
  type CopyContext,
} from './copy-context.js';

/** Copy each snapshot, register an AMI from the copies that is like the original, and see that it is billed alike. */
export function copyRegistered(copy: PlannedCopy, context: CopyContext): readonly Step[] {
  const { facts } = context;
  const temporaryGrant = grantTemporarily(copy, facts, { image: false, snapshots: true });
  const after = temporaryGrant.grant.map(({ id }) => id);
  const registerId = copyStepId(copy);
  const place = accountRegionOf(copy);
  const newImage: OutputRef = { step: registerId, output: 'image' };
  const backing = backingSnapshots(facts);
  const snapshots = backing.map((backingSnapshot, index) =>
    snapshotStep(copy, facts.image, backingSnapshot, { number: index + 1, after }),
  );
  const snapshotSteps = snapshots.map(({ id }) => id);
  const call = deregisterCopyCall(place, newImage);
  const register: Step = {
    id: registerId,
    title: `Register the copy in ${copy.label} from these snapshots`,
    call: { name: 'RegisterImage', ...place, input: registration(context, backing, snapshotSteps) },
    waitFor: { kind: 'image-available', imageId: newImage, ...billedAs(facts.image) },
    outputs: { image: { from: 'response', field: 'ImageId' } },
    after: snapshotSteps,
    undo: copyUndo(registerId, copy, call),
  };
  const cleaning = cleanUpCopyStep(registerId, copy, call);
  return [
    ...temporaryGrant.grant,
    ...snapshots,
    register,
    ...temporaryGrant.revoke(snapshotSteps),
    cleaning,
    ...snapshots.map(({ id }, index) => snapshotCleanUp(copy, id, { registerId, cleaningId: cleaning.id }, index + 1)),
  ];
}

function snapshotStep(
  copy: PlannedCopy,
  { region, imageId }: Image,
  { snapshotId }: ObservedSnapshot,
  { number, after }: { readonly number: number; readonly after: readonly string[] },
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
    call: { name: 'CopySnapshot', ...accountRegionOf(copy), input },
    waitFor: { kind: 'snapshot-completed', snapshotId: { step: id, output: 'snapshot' } },
    outputs: { snapshot: { from: 'response', field: 'SnapshotId' } },
    after,
    // It goes away with the AMI that it is a part of.
    undo: [],
  };
}

/**
 * A copied snapshot becomes part of the AMI when that is registered. While it is part of an AMI it cannot be deleted.
 */
function snapshotCleanUp(
  copy: PlannedCopy,
  stepId: string,
  { registerId, cleaningId }: { readonly registerId: string; readonly cleaningId: string },
  number: number,
): Step {
  const snapshotId: OutputRef = { step: stepId, output: 'snapshot' };
  const call: CallOf<'DeleteSnapshot'> = {
    name: 'DeleteSnapshot',
    ...accountRegionOf(copy),
    input: { SnapshotId: snapshotId },
  };
  return {
    id: `clean-up-${copy.key}-snapshot-${number}`,
    title: `Remove the copied snapshot ${number} in ${copy.label} if no AMI could be registered`,
    call,
    waitFor: { kind: 'snapshot-gone', snapshotId },
    after: [cleaningId],
    cleanup: { stepId, unlessDone: registerId },
  };
}

/** Architecture and virtualization are always given: EC2 would assume i386 and paravirtual. (EC2 API, RegisterImage) */
function registration(
  { name, facts }: CopyContext,
  backing: readonly ObservedSnapshot[],
  steps: readonly string[],
): CallInputs['RegisterImage'] {
  const { image, uefiData } = facts;
  const copied = new Map(backing.map(({ snapshotId }, index) => [snapshotId, steps[index] ?? '']));
  return {
    Name: name,
    ...copyDescription(image),
    Architecture: image.architecture,
    VirtualizationType: image.virtualizationType,
    ...omitUndefined({ RootDeviceName: image.rootDeviceName }),
    EnaSupport: image.enaSupport,
    ...omitUndefined({
      SriovNetSupport: image.sriovNetSupport,
      BootMode: image.bootMode,
      TpmSupport: image.tpmSupport,
      ImdsSupport: image.imdsSupport,
    }),
    ...(uefiData?.known === true && uefiData.value !== null ? { UefiData: uefiData.value } : {}),
    ...omitUndefined({ KernelId: image.kernelId, RamdiskId: image.ramdiskId }),
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
      // A mapping with a snapshot must not give the encryption. (EC2 User Guide, "Create an EBS-backed AMI")
      ...(step === undefined ? { Encrypted: encrypted === true } : { SnapshotId: { step, output: 'snapshot' } }),
      ...omitUndefined({ VolumeSize: sizeGiB, VolumeType: volumeType }),
      ...(iops === undefined || !TAKES_IOPS.includes(volumeType ?? '') ? {} : { Iops: iops }),
      ...(throughput === undefined || volumeType !== 'gp3' ? {} : { Throughput: throughput }),
      ...omitUndefined({ DeleteOnTermination: deleteOnTermination }),
    },
  };
}

const TAKES_IOPS: readonly string[] = ['gp3', 'io1', 'io2'];
