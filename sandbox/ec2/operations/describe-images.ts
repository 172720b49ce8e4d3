import type { Image } from '../image-entities.js';
import { imageNotFound, invalidValue } from '../errors.js';
import { filterPredicate, type FilterFields } from '../filters.js';
import { describeImage, visibleTags } from '../image-view.js';
import { checkImageId, visibleImages } from '../visible-images.js';
import { ec2Operation, type Call } from '../operation.js';
import { paginateList, refuseIdsWithPage } from '../paging.js';
import { filters, flag, text, texts, wholeNumber } from '../parameters.js';
import { isSharedWith, isPublic } from '../sharing.js';

/** Pages are cut before filters are applied, so that one may be empty and not the last: as EC2 may do at any time. */
export const describeImages = ec2Operation('DescribeImages', {
  params: {
    ImageId: texts,
    Owner: texts,
    ExecutableBy: texts,
    Filter: filters,
    IncludeDeprecated: flag.default(false),
    IncludeDisabled: flag.default(false),
    MaxResults: wholeNumber(1, 1000).optional(),
    NextToken: text.optional(),
  },
  run(params, call) {
    refuseIdsWithPage(params.ImageId, params.MaxResults, 'imageIds');
    const visible = visibleImages(call);
    const matching = params.ImageId.length === 0 ? visible : findImagesById(params.ImageId, visible, call);
    const listed = matching
      .filter((image) => params.IncludeDisabled || image.state !== 'disabled')
      .filter((image) => params.IncludeDeprecated || params.ImageId.length > 0 || !isHiddenAsDeprecated(image, call))
      .filter((image) => params.Owner.length === 0 || params.Owner.some((owner) => isOwnedBy(image, owner, call)))
      .filter(
        (image) =>
          params.ExecutableBy.length === 0 || params.ExecutableBy.some((user) => isExecutableBy(image, user, call)),
      );
    const page = paginateList(listed, { size: params.MaxResults, token: params.NextToken });
    const passes = filterPredicate(params.Filter, FIELDS, (image) => visibleTags(image, call.caller.account));
    return { imagesSet: page.items.filter(passes).map((image) => describeImage(image, call)), nextToken: page.next };
  },
});

/**
 * One unknown id fails the whole call. A deregistered image is left out, and unknown once every instance launched from it
 * is terminated. (EC2 API, DescribeImages)
 */
function findImagesById(ids: readonly string[], reachable: readonly Image[], call: Call): readonly Image[] {
  ids.forEach(checkImageId);
  const images = reachable.filter(({ id }) => ids.includes(id));
  const unknown = ids.filter((id) => !images.some((image) => image.id === id) && !isRecentlyDeregistered(id, call));
  if (unknown.length > 0) throw imageNotFound(unknown);
  return images;
}

function isRecentlyDeregistered(id: string, { store, caller, region }: Call): boolean {
  const image = store.get('images', id);
  if (image?.state !== 'deregistered' || image.ownerId !== caller.account || image.region !== region) return false;
  return store.all('instances').some(({ imageId, state }) => imageId === id && state !== 'terminated');
}

/** Deprecated images are always shown to their owner. (EC2 User Guide, "Deprecate an Amazon EC2 AMI") */
function isHiddenAsDeprecated({ ownerId, deprecatedAt }: Image, { caller, now }: Call): boolean {
  return ownerId !== caller.account && deprecatedAt !== undefined && Date.parse(deprecatedAt) <= now.getTime();
}

function isOwnedBy(image: Image, owner: string, { caller }: Call): boolean {
  return image.ownerId === (owner === 'self' ? caller.account : owner) || image.ownerAlias === owner;
}

/** Of other accounts only those may be named that the caller owns the image for. (EC2 API, DescribeImages) */
function isExecutableBy(image: Image, user: string, { store, caller }: Call): boolean {
  if (user === 'all') return isPublic(image);
  if (user === 'self') return isSharedWith(store, image, caller.account);
  if (!/^\d{12}$/.test(user)) throw invalidValue('executableBy', user);
  return (
    image.ownerId === caller.account && image.launchPermissions.some((one) => 'userId' in one && one.userId === user)
  );
}

const FIELDS: FilterFields<Image> = {
  architecture: (image) => image.machine.architecture,
  'block-device-mapping.device-name': (image) => image.blockDevices.map(({ deviceName }) => deviceName),
  'block-device-mapping.snapshot-id': (image) => image.blockDevices.flatMap(({ snapshotId }) => snapshotId ?? []),
  'block-device-mapping.volume-type': (image) => image.blockDevices.flatMap(({ volumeType }) => volumeType ?? []),
  'creation-date': (image) => image.createdAt,
  description: (image) => image.description,
  'ena-support': (image) => String(image.machine.enaSupport),
  hypervisor: () => 'xen',
  'image-id': (image) => image.id,
  'image-type': () => 'machine',
  'is-public': (image) => String(isPublic(image)),
  'kernel-id': (image) => image.machine.kernelId,
  'manifest-location': (image) => `${image.ownerAlias ?? image.ownerId}/${image.name}`,
  name: (image) => image.name,
  'owner-alias': (image) => image.ownerAlias,
  'owner-id': (image) => image.ownerId,
  platform: (image) => image.machine.platform,
  'platform-details': (image) => image.machine.platformDetails,
  'product-code': (image) => image.machine.productCodes.map(({ id }) => id),
  'product-code.type': (image) => image.machine.productCodes.map(({ type }) => type),
  'ramdisk-id': (image) => image.machine.ramdiskId,
  'root-device-name': (image) => image.machine.rootDeviceName,
  'root-device-type': (image) => image.machine.rootDeviceType,
  'source-image-id': (image) => image.sourceImageId,
  'source-image-region': (image) => image.sourceImageRegion,
  state: (image) => image.state,
  'state-reason-code': (image) => image.stateReason?.code,
  'state-reason-message': (image) => image.stateReason?.message,
  'sriov-net-support': (image) => image.machine.sriovNetSupport,
  'tpm-support': (image) => image.machine.tpmSupport,
  'usage-operation': (image) => image.machine.usageOperation,
  'virtualization-type': (image) => image.machine.virtualizationType,
};
