import { DescribeImagesCommand, type DescribeImagesCommandInput } from '@aws-sdk/client-ec2';
import type { BlockDevice, Image } from '../../workflows/facts/image.js';
import { askPages, understood } from '../ask.js';
import type { Clients } from '../clients.js';
import { defined } from '../defined.js';
import type { Place } from '../settings.js';
import { imageSchema, imagesPageSchema, type ImageAnswer } from './schema.js';

export type ImageFilter = Pick<
  DescribeImagesCommandInput,
  'Owners' | 'ExecutableUsers' | 'Filters' | 'IncludeDeprecated' | 'IncludeDisabled'
>;

/** An AMI as it came, of which only what is needed to choose it was looked at. */
export interface ListedImage {
  readonly ImageId: string;
  readonly Name?: string | undefined;
}

/** Lists AMIs that a place can see, deprecated and disabled ones too. */
export async function listImages(
  clients: Clients,
  place: Place,
  filter: Omit<ImageFilter, 'IncludeDeprecated' | 'IncludeDisabled'>,
): Promise<readonly ListedImage[]> {
  const listed: ListedImage[] = [];
  const all = { ...filter, IncludeDeprecated: true, IncludeDisabled: true };
  await visitImages(clients, place, all, (images) => listed.push(...images));
  return listed;
}

/**
 * Shows AMIs that a place can see, a page at a time. Ids go into a filter, never into `ImageIds`: there one that is unknown
 * fails the whole call, and a page size is refused. (EC2 API, DescribeImages)
 */
export async function visitImages(
  clients: Clients,
  place: Place,
  filter: ImageFilter,
  see: (images: readonly ListedImage[]) => void,
): Promise<void> {
  const client = clients.ec2(place);
  const pages = askPages(['ec2', 'DescribeImages'], imagesPageSchema, (token) =>
    client.send(new DescribeImagesCommand({ ...filter, MaxResults: 1000, ...token })),
  );
  for await (const { Images } of pages) see(Images);
}

/** Reads one AMI; undefined when the place cannot see it. One that was deregistered is still shown for a while. */
export async function readImage(clients: Clients, place: Place, imageId: string): Promise<Image | undefined> {
  const listed = await listImages(clients, place, { Filters: [{ Name: 'image-id', Values: [imageId] }] });
  const image = listed.find(({ ImageId }) => ImageId === imageId);
  return image === undefined ? undefined : toImage(image, place);
}

export function isThere(image: Image | undefined): image is Image {
  return image !== undefined && image.state !== 'deregistered';
}

/** Throws `Refused` for an AMI that lacks what every AMI has. */
export function toImage(listed: ListedImage, { account, region }: Place): Image {
  const image = understood(imageSchema, listed, 'DescribeImages');
  return defined({
    imageId: image.ImageId,
    region,
    account,
    ownerId: image.OwnerId,
    ownerAlias: image.ImageOwnerAlias,
    name: image.Name,
    description: image.Description,
    state: image.State,
    stateReason: image.StateReason?.Message,
    createdAt: image.CreationDate,
    lastLaunchedAt: image.LastLaunchedTime,
    deprecatedAt: image.DeprecationTime,
    public: image.Public,
    architecture: image.Architecture,
    virtualizationType: image.VirtualizationType,
    rootDeviceType: image.RootDeviceType,
    rootDeviceName: image.RootDeviceName,
    bootMode: image.BootMode,
    tpmSupport: image.TpmSupport,
    imdsSupport: image.ImdsSupport,
    enaSupport: image.EnaSupport,
    sriovNetSupport: image.SriovNetSupport,
    kernelId: image.KernelId,
    ramdiskId: image.RamdiskId,
    platformDetails: image.PlatformDetails,
    usageOperation: image.UsageOperation,
    productCodes: image.ProductCodes.map(({ ProductCodeId, ProductCodeType }) => ({
      id: ProductCodeId,
      type: ProductCodeType,
    })),
    tags: Object.fromEntries(image.Tags.map(({ Key, Value }) => [Key, Value])),
    deregistrationProtection: image.DeregistrationProtection,
    sourceImageId: image.SourceImageId,
    sourceImageRegion: image.SourceImageRegion,
    allowed: image.ImageAllowed,
    watermarks: image.ImageWatermarks?.map(({ WatermarkKey }) => WatermarkKey),
    blockDevices: image.BlockDeviceMappings.map(toBlockDevice),
  });
}

function toBlockDevice({ DeviceName, VirtualName, Ebs }: ImageAnswer['BlockDeviceMappings'][number]): BlockDevice {
  return defined({
    device: DeviceName,
    virtualName: VirtualName,
    snapshotId: Ebs?.SnapshotId,
    sizeGiB: Ebs?.VolumeSize,
    volumeType: Ebs?.VolumeType,
    iops: Ebs?.Iops,
    throughput: Ebs?.Throughput,
    encrypted: Ebs?.Encrypted,
    deleteOnTermination: Ebs?.DeleteOnTermination,
  });
}
