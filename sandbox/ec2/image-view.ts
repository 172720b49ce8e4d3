import type { BlockDevice, Image } from './image-entities.js';
import type { Tags } from './owned.js';
import { allowedImages } from './allowed-images.js';
import { progressPercent } from './advance.js';
import type { Call } from './operation.js';
import { isPublic } from './sharing.js';
import { tagSet } from './wire/tags.js';
import type { Value } from './wire/xml.js';

/** An image as EC2 describes it to the caller: some of it to its owner alone. */
export function describeImage(image: Image, call: Call): Value {
  const isOwned = image.ownerId === call.caller.account;
  return {
    imageId: image.id,
    imageLocation: `${image.ownerAlias ?? image.ownerId}/${image.name}`,
    imageState: image.state,
    stateReason: image.stateReason,
    imageOwnerId: image.ownerId,
    imageOwnerAlias: image.ownerAlias,
    isPublic: isPublic(image),
    imageType: 'machine',
    architecture: image.machine.architecture,
    platform: image.machine.platform,
    platformDetails: image.machine.platformDetails,
    usageOperation: image.machine.usageOperation,
    creationDate: image.createdAt,
    deprecationTime: image.deprecatedAt,
    lastLaunchedTime: isOwned ? image.lastLaunchedAt : undefined,
    name: image.name,
    description: image.description === '' ? undefined : image.description,
    hypervisor: 'xen',
    virtualizationType: image.machine.virtualizationType,
    kernelId: image.machine.kernelId,
    ramdiskId: image.machine.ramdiskId,
    rootDeviceType: image.machine.rootDeviceType,
    rootDeviceName: image.machine.rootDeviceName,
    blockDeviceMapping: image.blockDevices.map((device) => describeDevice(device, image, call)),
    bootMode: image.machine.bootMode,
    tpmSupport: image.machine.tpmSupport,
    imdsSupport: image.machine.imdsSupport,
    enaSupport: image.machine.enaSupport,
    sriovNetSupport: image.machine.sriovNetSupport,
    productCodes:
      image.machine.productCodes.length === 0
        ? undefined
        : image.machine.productCodes.map(({ id, type }) => ({ productCode: id, type })),
    imageWatermarkSet: image.watermarks?.map((watermarkKey) => ({ watermarkKey })),
    sourceImageId: isOwned ? image.sourceImageId : undefined,
    sourceImageRegion: isOwned ? image.sourceImageRegion : undefined,
    deregistrationProtection: isOwned ? image.protection : undefined,
    imageAllowed: allowedImages(call).toResponse(image),
    tagSet: tagSet(visibleTags(image, call.caller.account)),
  };
}

/** Tags are for the owner, but for those that are shared on purpose. (EC2 User Guide, "Tag your Amazon EC2 resources") */
export function visibleTags({ ownerId, tags }: Image, account: string): Tags {
  return ownerId === account ? tags : sharedTags(tags);
}

export function sharedTags(tags: Tags): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => key.startsWith('ec2:SharedTag/')));
}

/** The snapshots of a copy are made after the copy has begun: at first there are no ids. */
function describeDevice(device: BlockDevice, image: Image, { store, now }: Call): Value {
  if (device.virtualName !== undefined) return { deviceName: device.deviceName, virtualName: device.virtualName };
  const isAvailable = image.copy === undefined || progressPercent(image.copy, now) >= 10;
  const snapshot = device.snapshotId === undefined ? undefined : store.get('snapshots', device.snapshotId);
  return {
    deviceName: device.deviceName,
    ebs: {
      snapshotId: isAvailable ? device.snapshotId : undefined,
      volumeSize: device.volumeSize,
      volumeType: device.volumeType,
      iops: device.iops,
      throughput: device.throughput,
      encrypted: snapshot?.keyArn !== undefined,
      deleteOnTermination: device.deleteOnTermination ?? true,
    },
  };
}
