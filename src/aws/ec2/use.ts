import type { Reference } from '../../workflows/facts/facts.js';
import { known, unknown, type Fact, type Unknown } from '../../workflows/facts/known.js';
import { factOf } from '../ask.js';
import { batchesOf } from '../batches.js';
import type { Clients } from '../clients.js';
import type { Place } from '../settings.js';
import { readLaunchers, type Launchers } from './launchers.js';
import { readInstances, readReferences, REFERENCES_TOGETHER, type ReferencesByImage } from './references.js';

export type UseByImage = ReadonlyMap<string, Fact<readonly Reference[]>>;

/** What uses an AMI in one account and Region; see `readUses`. */
export async function readUse(clients: Clients, place: Place, imageId: string): Promise<Fact<readonly Reference[]>> {
  const uses = await readUses(clients, place, [imageId], readLaunchers(clients, place));
  return uses.get(imageId) ?? unknown('it was not looked at');
}

/**
 * What uses AMIs in one account and Region. Whatever was found is certain, so a use that is found makes the fact known
 * even where another read failed; that nothing uses an AMI is known only when every read succeeded.
 */
export async function readUses(
  clients: Clients,
  place: Place,
  imageIds: readonly string[],
  launchers: Promise<Launchers>,
): Promise<UseByImage> {
  const batches = batchesOf(imageIds, REFERENCES_TOGETHER);
  const [launching, ...looks] = await Promise.all([
    launchers,
    ...batches.map((batch) => lookUp(clients, place, batch)),
  ]);
  return new Map(
    looks.flatMap((look) =>
      look.imageIds.map((imageId) => {
        const found = [...(look.found.get(imageId) ?? []), ...launching.of(imageId)];
        return [imageId, factFrom(found, [...look.missing, ...launching.missing])] as const;
      }),
    ),
  );
}

interface Look {
  readonly imageIds: readonly string[];
  readonly found: ReferencesByImage;
  readonly missing: readonly Unknown[];
}

async function lookUp(clients: Clients, place: Place, imageIds: readonly string[]): Promise<Look> {
  const references = await factOf('reading what references the AMI', () => readReferences(clients, place, imageIds));
  if (references.known) return { imageIds, found: references.value, missing: [] };
  const instances = await factOf('reading the instances', () => readInstances(clients, place, imageIds));
  return { imageIds, found: instances.known ? instances.value : new Map(), missing: [references] };
}

function factFrom(found: readonly Reference[], missing: readonly Unknown[]): Fact<readonly Reference[]> {
  if (found.length > 0) return known(distinct(found));
  if (missing.length === 0) return known([]);
  const permissions = new Set(missing.flatMap(({ permission }) => permission ?? []));
  const reasons = missing.map(({ reason }) => reason).join('; ');
  return unknown(reasons, permissions.size === 0 ? undefined : [...permissions].join(', '));
}

function distinct(references: readonly Reference[]): readonly Reference[] {
  return [...new Map(references.map((reference) => [`${reference.type} ${reference.arn}`, reference])).values()];
}
