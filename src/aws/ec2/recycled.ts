import { ListImagesInRecycleBinCommand, ListSnapshotsInRecycleBinCommand } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { Gone } from '../../workflows/errors.js';
import type { Directory } from '../../workflows/facts/directory.js';
import type { ImageRef } from '../../workflows/facts/image.js';
import type { RecycledFacts, RecycledImage, RecycledSnapshot } from '../../workflows/facts/recycled.js';
import type { ImageSearch, RecycledMatches } from '../../workflows/ports.js';
import { askAll, factOf } from '../ask.js';
import type { Clients } from '../clients.js';
import { defined } from '../defined.js';
import type { Place } from '../settings.js';
import { lookEverywhere } from './look-everywhere.js';

const time = z
  .date()
  .optional()
  .transform((date) => date?.toISOString());

const stay = { RecycleBinEnterTime: time, RecycleBinExitTime: time };

const imagesPage = z.object({
  NextToken: z.string().optional(),
  Images: z
    .array(
      z.object({ ImageId: z.string(), Name: z.string().default(''), Description: z.string().default(''), ...stay }),
    )
    .default([]),
});

const snapshotsPage = z.object({
  NextToken: z.string().optional(),
  Snapshots: z.array(z.object({ SnapshotId: z.string(), Description: z.string().default(''), ...stay })).default([]),
});

/** Looks for AMIs in the Recycle Bin of all places, or of those that the search narrows it to. Only owners see them. */
export async function findRecycled(
  clients: Clients,
  directory: Directory,
  search: ImageSearch,
): Promise<RecycledMatches> {
  const { found, unreachable } = await lookEverywhere(directory, search, 'looking into the Recycle Bin', (place) =>
    listRecycled(clients, place),
  );
  // As with git's commits, a whole id is meant as such; eight digits may also begin one of seventeen.
  const exact = found.filter(({ imageId }) => imageId === search.id);
  return {
    images: exact.length > 0 ? exact : found.filter(({ imageId }) => imageId.startsWith(search.id)),
    unreachable,
  };
}

/** Observes an AMI in the Recycle Bin, as `Cloud.observeRecycled` promises. */
export async function observeRecycled(clients: Clients, ref: ImageRef, observedAt: string): Promise<RecycledFacts> {
  const [listed, snapshots] = await Promise.all([
    listRecycled(clients, ref),
    factOf('looking for its snapshots in the Recycle Bin', () => snapshotsMadeFor(clients, ref)),
  ]);
  const image = listed.find(({ imageId }) => imageId === ref.imageId);
  if (image === undefined) throw new Gone(`${ref.imageId} is not in the Recycle Bin of ${ref.region}`);
  return { observedAt, image, snapshots };
}

/** Listed, not asked for by id: how EC2 answers for an id that is not there is not documented. */
async function listRecycled(clients: Clients, { account, region }: Place): Promise<readonly RecycledImage[]> {
  const client = clients.ec2({ account, region });
  const pages = await askAll(['ec2', 'ListImagesInRecycleBin'], imagesPage, (token) =>
    client.send(new ListImagesInRecycleBinCommand({ MaxResults: 1000, ...token })),
  );
  return pages
    .flatMap(({ Images }) => Images)
    .map(({ ImageId: imageId, Name: name, Description: description, ...bin }) =>
      defined({ imageId, account, region, name, description, ...stayOf(bin) }),
    );
}

async function snapshotsMadeFor(clients: Clients, ref: ImageRef): Promise<readonly RecycledSnapshot[]> {
  const client = clients.ec2(ref);
  const pages = await askAll(['ec2', 'ListSnapshotsInRecycleBin'], snapshotsPage, (token) =>
    client.send(new ListSnapshotsInRecycleBinCommand({ MaxResults: 1000, ...token })),
  );
  return pages
    .flatMap(({ Snapshots }) => Snapshots)
    .filter(({ Description }) => isMadeFor(ref.imageId, Description))
    .map(({ SnapshotId: snapshotId, ...bin }) => defined({ snapshotId, ...stayOf(bin) }));
}

/**
 * EC2 describes the snapshots that it makes: "Created by CreateImage(i-…) for ami-…", "Copied for DestinationAmi ami-… from
 * SourceAmi ami-…". The AMI that something was copied from does not count.
 */
export function isMadeFor(imageId: string, description: string): boolean {
  const [, named] =
    /^(?:Created by CreateImage\(.*?\)|Copied) for (?:DestinationAmi )?(ami-[0-9a-f]+)/.exec(description) ?? [];
  return named === imageId;
}

function stayOf(bin: { RecycleBinEnterTime?: string | undefined; RecycleBinExitTime?: string | undefined }) {
  return { enteredAt: bin.RecycleBinEnterTime, exitsAt: bin.RecycleBinExitTime };
}
