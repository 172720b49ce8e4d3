import { z } from 'zod';
import { createdBy } from '../../workflows/plan/calls.js';
import { REQUEST_TAG, STEP_TAG, type ResolvedCall } from '../../workflows/plan/resolve.js';
import type { CallAnswer } from '../../workflows/ports.js';
import type { Clients } from '../clients.js';
import { listImages, toImage } from './images.js';
import { listSnapshots } from './snapshots.js';

const tagged = z.object({
  TagSpecifications: z.array(
    z.object({ ResourceType: z.string(), Tags: z.array(z.object({ Key: z.string(), Value: z.string() })) }),
  ),
});

/** States of what came to nothing: EC2 would be asked for another one. */
const LOST: readonly string[] = ['failed', 'invalid', 'error', 'deregistered'];

/** Finds what a call has created by the tags of its request and step, as `Cloud.recall` promises. */
export async function recall(
  clients: Clients,
  { name, input, ...place }: ResolvedCall,
): Promise<CallAnswer | undefined> {
  const filters = filtersOf(input);
  if (filters.length === 0) return undefined;
  if (createdBy(name).includes('image')) {
    const images = await listImages(clients, place, { Owners: ['self'], Filters: filters });
    const image = images.map((listed) => toImage(listed, place)).find(({ state }) => !LOST.includes(state));
    return image === undefined ? undefined : { fields: { ImageId: image.imageId } };
  }
  const snapshots = await listSnapshots(clients, place, { OwnerIds: ['self'], Filters: filters });
  const snapshot = snapshots.find(({ State }) => !LOST.includes(State));
  return snapshot === undefined ? undefined : { fields: { SnapshotId: snapshot.SnapshotId } };
}

/** Every kind of thing that a call creates gets the same two. */
function filtersOf(input: ResolvedCall['input']): { Name: string; Values: string[] }[] {
  const tags = tagged.safeParse(input).data?.TagSpecifications[0]?.Tags ?? [];
  return tags
    .filter(({ Key }) => Key === REQUEST_TAG || Key === STEP_TAG)
    .map(({ Key, Value }) => ({ Name: `tag:${Key}`, Values: [Value] }));
}
