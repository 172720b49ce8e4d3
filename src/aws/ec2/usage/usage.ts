import type { ImageReference } from '../../../domain/model/facts.js';
import { known, unknown, type Fact, type Unknown } from '../../../domain/model/fact.js';
import { toFact } from '../../read.js';
import { chunk } from '../../collections.js';
import type { Clients } from '../../clients/clients.js';
import type { AccountRegion } from '../../../domain/model/directory.js';
import { readLaunchSources, type LaunchSources } from './launch-sources.js';
import { readInstances, readReferences, MAX_IMAGES_PER_CALL, type ReferencesByImage } from './references.js';

export type UsageByImage = ReadonlyMap<string, Fact<readonly ImageReference[]>>;

/** What uses an AMI in one account and Region; see `readUsages`. */
export async function readUsage(
  clients: Clients,
  place: AccountRegion,
  imageId: string,
): Promise<Fact<readonly ImageReference[]>> {
  const usages = await readUsages(clients, place, [imageId], readLaunchSources(clients, place));
  return usages.get(imageId) ?? unknown('it was not checked');
}

/**
 * The use of AMIs in one account and Region. A use that was found is certain, so the fact is known even if another read
 * failed. That an AMI is unused is known only if every read succeeded.
 */
export async function readUsages(
  clients: Clients,
  place: AccountRegion,
  imageIds: readonly string[],
  launchSources: Promise<LaunchSources>,
): Promise<UsageByImage> {
  const batches = chunk(imageIds, MAX_IMAGES_PER_CALL);
  const [sources, ...batchResults] = await Promise.all([
    launchSources,
    ...batches.map((batch) => readBatch(clients, place, batch)),
  ]);
  return new Map(
    batchResults.flatMap((result) =>
      result.imageIds.map((imageId) => {
        const found = [...(result.found.get(imageId) ?? []), ...sources.referencesTo(imageId)];
        return [imageId, toUsageFact(found, [...result.unreadable, ...sources.unreadable])] as const;
      }),
    ),
  );
}

interface ReferenceBatch {
  readonly imageIds: readonly string[];
  readonly found: ReferencesByImage;
  readonly unreadable: readonly Unknown[];
}

async function readBatch(clients: Clients, place: AccountRegion, imageIds: readonly string[]): Promise<ReferenceBatch> {
  const references = await toFact('reading what references the AMI', () => readReferences(clients, place, imageIds));
  if (references.known) return { imageIds, found: references.value, unreadable: [] };
  const instances = await toFact('reading the instances', () => readInstances(clients, place, imageIds));
  return { imageIds, found: instances.known ? instances.value : new Map(), unreadable: [references] };
}

function toUsageFact(
  found: readonly ImageReference[],
  unreadable: readonly Unknown[],
): Fact<readonly ImageReference[]> {
  if (found.length > 0) return known(distinct(found));
  if (unreadable.length === 0) return known([]);
  const permissions = new Set(unreadable.flatMap(({ permission }) => permission ?? []));
  const reasons = unreadable.map(({ reason }) => reason).join('; ');
  return unknown(reasons, permissions.size === 0 ? undefined : [...permissions].join(', '));
}

function distinct(references: readonly ImageReference[]): readonly ImageReference[] {
  return [...new Map(references.map((reference) => [`${reference.type} ${reference.arn}`, reference])).values()];
}
