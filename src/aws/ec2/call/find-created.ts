import { z } from 'zod';
import { createdResourceTypes } from '../../../domain/plan/call-specs.js';
import { REQUEST_TAG, STEP_TAG, type ResolvedCall } from '../../../domain/plan/outputs.js';
import type { CallResult } from '../../../workflows/ports/call-executor.js';
import type { Clients } from '../../clients/clients.js';
import { listImages, toImage } from '../images.js';
import { listSnapshots } from '../snapshots.js';

const tagged = z.object({
  TagSpecifications: z.array(
    z.object({ ResourceType: z.string(), Tags: z.array(z.object({ Key: z.string(), Value: z.string() })) }),
  ),
});

/** Final states without a result: EC2 has to create another one. */
const UNUSABLE_STATES: readonly string[] = ['failed', 'invalid', 'error', 'deregistered'];

/** Finds the resource that a call created by its request tags. See `CallExecutor.findCreatedResource`. */
export async function findCreatedResource(
  clients: Clients,
  { name, input, ...place }: ResolvedCall,
): Promise<CallResult | undefined> {
  const filters = tagFilters(input);
  if (filters.length === 0) return undefined;
  if (createdResourceTypes(name).includes('image')) {
    const images = await listImages(clients, place, { Owners: ['self'], Filters: filters });
    const image = images.map((listed) => toImage(listed, place)).find(({ state }) => !UNUSABLE_STATES.includes(state));
    return image === undefined ? undefined : { fields: { ImageId: image.imageId } };
  }
  const snapshots = await listSnapshots(clients, place, { OwnerIds: ['self'], Filters: filters });
  const snapshot = snapshots.find(({ State }) => !UNUSABLE_STATES.includes(State));
  return snapshot === undefined ? undefined : { fields: { SnapshotId: snapshot.SnapshotId } };
}

/** Every kind of thing that a call creates gets the same two. */
function tagFilters(input: ResolvedCall['input']): { Name: string; Values: string[] }[] {
  const tags = tagged.safeParse(input).data?.TagSpecifications[0]?.Tags ?? [];
  return tags
    .filter(({ Key }) => Key === REQUEST_TAG || Key === STEP_TAG)
    .map(({ Key, Value }) => ({ Name: `tag:${Key}`, Values: [Value] }));
}
