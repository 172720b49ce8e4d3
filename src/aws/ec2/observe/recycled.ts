import { omitUndefined } from '../../../domain/model/omit-undefined.js';
import { ListImagesInRecycleBinCommand, ListSnapshotsInRecycleBinCommand } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { NotFound } from '../../../workflows/ports/errors.js';
import type { Directory, AccountRegion } from '../../../domain/model/directory.js';
import type { ImageRef } from '../../../domain/model/image.js';
import type { RecycledFacts, RecycledImage, RecycledSnapshot } from '../../../domain/model/recycled.js';
import type { RecycledImageMatches, ResourceSearch } from '../../../workflows/ports/resource-finder.js';
import { readAllPages, toFact } from '../../read.js';
import type { Clients } from '../../clients/clients.js';

import { searchAllPlaces } from '../find/search-places.js';

const time = z
  .date()
  .optional()
  .transform((date) => date?.toISOString());

const retentionFields = { RecycleBinEnterTime: time, RecycleBinExitTime: time };

const imagesPage = z.object({
  NextToken: z.string().optional(),
  Images: z
    .array(
      z.object({
        ImageId: z.string(),
        Name: z.string().default(''),
        Description: z.string().default(''),
        ...retentionFields,
      }),
    )
    .default([]),
});

const snapshotsPage = z.object({
  NextToken: z.string().optional(),
  Snapshots: z
    .array(z.object({ SnapshotId: z.string(), Description: z.string().default(''), ...retentionFields }))
    .default([]),
});

/** Looks for AMIs in the Recycle Bin of all places, or of those that the search narrows it to. Only owners see them. */
export async function findRecycled(
  clients: Clients,
  directory: Directory,
  search: ResourceSearch,
): Promise<RecycledImageMatches> {
  const { found, unreachable } = await searchAllPlaces(directory, search, 'looking into the Recycle Bin', (place) =>
    listRecycled(clients, place),
  );
  // As with git's commits, a whole id is meant as such; eight digits may also begin one of seventeen.
  const exact = found.filter(({ imageId }) => imageId === search.id);
  return {
    images: exact.length > 0 ? exact : found.filter(({ imageId }) => imageId.startsWith(search.id)),
    unreachable,
  };
}

/** Observes an AMI in the Recycle Bin, as `ResourceObserver.observeRecycledImage` promises. */
export async function observeRecycled(clients: Clients, ref: ImageRef, observedAt: string): Promise<RecycledFacts> {
  const [listed, snapshots] = await Promise.all([
    listRecycled(clients, ref),
    toFact('looking for its snapshots in the Recycle Bin', () => findSnapshotsOf(clients, ref)),
  ]);
  const image = listed.find(({ imageId }) => imageId === ref.imageId);
  if (image === undefined) throw new NotFound(`${ref.imageId} is not in the Recycle Bin of ${ref.region}`);
  return { observedAt, image, snapshots };
}

/** Listed rather than read by id: EC2's response to an unknown id is not documented. */
async function listRecycled(clients: Clients, { account, region }: AccountRegion): Promise<readonly RecycledImage[]> {
  const client = clients.ec2({ account, region });
  const pages = await readAllPages(['ec2', 'ListImagesInRecycleBin'], imagesPage, (token) =>
    client.send(new ListImagesInRecycleBinCommand({ MaxResults: 1000, ...token })),
  );
  return pages
    .flatMap(({ Images }) => Images)
    .map(({ ImageId: imageId, Name: name, Description: description, ...bin }) =>
      omitUndefined({ imageId, account, region, name, description, ...toRetentionPeriod(bin) }),
    );
}

async function findSnapshotsOf(clients: Clients, ref: ImageRef): Promise<readonly RecycledSnapshot[]> {
  const client = clients.ec2(ref);
  const pages = await readAllPages(['ec2', 'ListSnapshotsInRecycleBin'], snapshotsPage, (token) =>
    client.send(new ListSnapshotsInRecycleBinCommand({ MaxResults: 1000, ...token })),
  );
  return pages
    .flatMap(({ Snapshots }) => Snapshots)
    .filter(({ Description }) => isDescribedAsFor(ref.imageId, Description))
    .map(({ SnapshotId: snapshotId, ...bin }) => omitUndefined({ snapshotId, ...toRetentionPeriod(bin) }));
}

/**
 * EC2 describes the snapshots that it makes: "Created by CreateImage(i-…) for ami-…", "Copied for DestinationAmi ami-… from
 * SourceAmi ami-…". The AMI that something was copied from does not count.
 */
export function isDescribedAsFor(imageId: string, description: string): boolean {
  const [, named] =
    /^(?:Created by CreateImage\(.*?\)|Copied) for (?:DestinationAmi )?(ami-[0-9a-f]+)/.exec(description) ?? [];
  return named === imageId;
}

function toRetentionPeriod(bin: { RecycleBinEnterTime?: string | undefined; RecycleBinExitTime?: string | undefined }) {
  return { enteredAt: bin.RecycleBinEnterTime, exitsAt: bin.RecycleBinExitTime };
}
