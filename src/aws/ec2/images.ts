import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { DescribeImagesCommand, type DescribeImagesCommandInput } from '@aws-sdk/client-ec2';
import type { BlockDevice, Image } from '../../domain/model/image.js';
import { readPages, parseResponse } from '../read.js';
import type { Clients } from '../clients/clients.js';
import type { AccountRegion } from '../../domain/model/directory.js';
import { imageSchema, imagesPageSchema, type ImageResponse } from './schema.js';

export type ImageFilter = Pick<
  DescribeImagesCommandInput,
  'Owners' | 'ExecutableUsers' | 'Filters' | 'IncludeDeprecated' | 'IncludeDisabled'
>;

/** An AMI as EC2 returned it. Only the fields for choosing it are parsed. */
export interface ListedImage {
  readonly ImageId: string;
  readonly Name?: string | undefined;
}

/** Lists AMIs that a place can see, deprecated and disabled ones too. */
export async function listImages(
  clients: Clients,
  place: AccountRegion,
  filter: Omit<ImageFilter, 'IncludeDeprecated' | 'IncludeDisabled'>,
): Promise<readonly ListedImage[]> {
  const listed: ListedImage[] = [];
  const all = { ...filter, IncludeDeprecated: true, IncludeDisabled: true };
  for await (const images of imagePages(clients, place, all)) listed.push(...images);
  return listed;
}

/**
 * Lists AMIs that a place can see, one page at a time. Ids go into a filter, never into `ImageIds`: there one that is unknown
 * fails the whole call, and a page size is refused. (EC2 API, DescribeImages)
 */
export async function* imagePages(
  clients: Clients,
  place: AccountRegion,
  filter: ImageFilter,
): AsyncIterable<readonly ListedImage[]> {
  const client = clients.ec2(place);
  const pages = readPages(['ec2', 'DescribeImages'], imagesPageSchema, (token) =>
    client.send(new DescribeImagesCommand({ ...filter, MaxResults: 1000, ...token })),
  );
  for await (const { Images } of pages) yield Images;
}

/** Reads one AMI; undefined when the place cannot see it. One that was deregistered is still shown for a while. */
export async function readImage(clients: Clients, place: AccountRegion, imageId: string): Promise<Image | undefined> {
  const listed = await listImages(clients, place, { Filters: [{ Name: 'image-id', Values: [imageId] }] });
  const image = listed.find(({ ImageId }) => ImageId === imageId);
  return image === undefined ? undefined : toImage(image, place);
}

export function isListed(image: Image | undefined): image is Image {
  return image !== undefined && image.state !== 'deregistered';
}

/** Throws `Refused` for an AMI that lacks what every AMI has. */
export function toImage(listed: ListedImage, { account, region }: AccountRegion): Image {
  const image = parseResponse(imageSchema, listed, 'DescribeImages');
  return omitUndefined({
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

function toBlockDevice({ DeviceName, VirtualName, Ebs }: ImageResponse['BlockDeviceMappings'][number]): BlockDevice {
  return omitUndefined({
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
