import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { DescribeImagesCommand } from '@aws-sdk/client-ec2';
import type { BackingSnapshot, ScannedImage } from '../../domain/stale/types.js';
import type { NamedImage, ShareAudience } from '../../workflows/ports/inventory.js';
import { readAllPages, readPages } from '../read.js';
import type { Clients } from '../clients/clients.js';

import type { AccountRegion } from '../../domain/model/directory.js';
import { scannedPageSchema, sharedPageSchema, type ScannedAnswer } from './schema.js';

/** The AMIs of an account in a Region, deprecated and disabled ones too, a page of a thousand at a time. */
export async function* listScannedImages(
  clients: Clients,
  place: AccountRegion,
): AsyncGenerator<readonly ScannedImage[]> {
  const client = clients.ec2(place);
  const pages = readPages(['ec2', 'DescribeImages'], scannedPageSchema, (token) =>
    client.send(
      new DescribeImagesCommand({
        Owners: ['self'],
        IncludeDeprecated: true,
        IncludeDisabled: true,
        MaxResults: 1000,
        ...token,
      }),
    ),
  );
  for await (const { Images } of pages) {
    // One that was deregistered is still shown for a while.
    yield Images.filter(({ State }) => State !== 'deregistered').map((image) => toScanned(image, place));
  }
}

/** Own AMIs that an account was given by name, or that are public. (EC2 API, DescribeImages, ExecutableBy) */
export async function listSharedImages(
  clients: Clients,
  { account, region }: AccountRegion,
  grantee: ShareAudience,
): Promise<readonly NamedImage[]> {
  const client = clients.ec2({ account, region });
  const pages = await readAllPages(['ec2', 'DescribeImages'], sharedPageSchema, (token) =>
    client.send(
      new DescribeImagesCommand({
        Owners: ['self'],
        ExecutableUsers: [grantee.kind === 'public' ? 'all' : grantee.id],
        IncludeDeprecated: true,
        MaxResults: 1000,
        ...token,
      }),
    ),
  );
  return pages.flatMap(({ Images }) =>
    Images.map(({ ImageId: imageId, Name: name }) => ({ imageId, region, account, name })),
  );
}

function toScanned(image: ScannedAnswer, { account, region }: AccountRegion): ScannedImage {
  return omitUndefined({
    imageId: image.ImageId,
    region,
    account,
    ownerAlias: image.ImageOwnerAlias,
    name: image.Name,
    state: image.State,
    createdAt: image.CreationDate,
    lastLaunchedAt: image.LastLaunchedTime,
    deprecatedAt: image.DeprecationTime,
    deregistrationProtection: image.DeregistrationProtection,
    tags: Object.fromEntries(image.Tags.map(({ Key, Value }) => [Key, Value])),
    sourceImageId: image.SourceImageId,
    snapshots: snapshotIdsOf(image),
  });
}

/** A snapshot may back two devices. */
function snapshotIdsOf({ BlockDeviceMappings }: ScannedAnswer): readonly BackingSnapshot[] {
  const byId = new Map<string, BackingSnapshot>();
  for (const { Ebs } of BlockDeviceMappings) {
    if (Ebs?.SnapshotId === undefined) continue;
    byId.set(Ebs.SnapshotId, { snapshotId: Ebs.SnapshotId, sizeGiB: Ebs.VolumeSize, isArchived: false });
  }
  return [...byId.values()];
}
