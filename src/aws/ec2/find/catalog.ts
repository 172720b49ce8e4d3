import {
  canAccessAccount,
  findAccountById,
  type Directory,
  type AccountRegion,
} from '../../../domain/model/directory.js';
import type { CatalogQuery, UnreachablePlace } from '../../../domain/model/catalog.js';
import type { Image } from '../../../domain/model/image.js';
import type { Catalog } from '../../../workflows/ports/catalog.js';
import { toFact, unknownFromError } from '../../read.js';
import type { Clients } from '../../clients/clients.js';
import { readParameters } from '../../ssm/parameters.js';
import { isListed, toImage, imagePages, type ImageFilter } from '../images.js';
import { readLaunchPermissions } from '../permissions.js';

export interface CatalogOptions {
  readonly directory: Directory;
  readonly clients: Clients;
}

/** Which AMIs there are, in all places of the directory at once. */
export function createCatalog({ directory, clients }: CatalogOptions): Catalog {
  return {
    async search(query, see) {
      const places = placesFor(directory, query);
      const results = await Promise.all(places.map((place) => searchPlace(clients, place, query, see)));
      return results.flat();
    },
    launchPermissions: (image) =>
      toFact('reading the launch permissions', () => readLaunchPermissions(clients, image, image.imageId)),
  };
}

/** Own AMIs are seen by their owners; what others publish looks the same from anywhere, and is seen from the first account. */
function placesFor(directory: Directory, query: CatalogQuery): readonly AccountRegion[] {
  const [home] = directory;
  if (query.kind !== 'own') return placesIn(directory, home.id, query.region);
  const { account, region } = query;
  const accounts =
    account === undefined ? directory.map(({ id }) => id).filter((id) => canAccessAccount(directory, id)) : [account];
  return accounts.flatMap((id) => placesIn(directory, id, region));
}

function placesIn(directory: Directory, account: string, region: string | undefined): readonly AccountRegion[] {
  const regions = (findAccountById(directory, account) ?? directory[0]).regions;
  return regions.filter((name) => region === undefined || name === region).map((name) => ({ account, region: name }));
}

async function searchPlace(
  clients: Clients,
  place: AccountRegion,
  query: CatalogQuery,
  onImages: (images: readonly Image[]) => void,
): Promise<readonly UnreachablePlace[]> {
  try {
    const filter = await filterFor(clients, place, query);
    if (filter === undefined) return [];
    for await (const listed of imagePages(clients, place, filter)) {
      onImages(listed.map((image) => toImage(image, place)).filter(isListed));
    }
    return [];
  } catch (error) {
    const { reason, permission } = unknownFromError('reading the AMIs', error);
    return [{ ...place, reason: permission === undefined ? reason : `${reason} (${permission})` }];
  }
}

/** `undefined` if there is nothing to look for. */
async function filterFor(
  clients: Clients,
  place: AccountRegion,
  query: CatalogQuery,
): Promise<ImageFilter | undefined> {
  switch (query.kind) {
    case 'own':
      return { Owners: ['self'], IncludeDeprecated: true, IncludeDisabled: true };
    case 'published':
      return { Owners: [query.ownerId], Filters: [{ Name: 'name', Values: [...query.names] }] };
    case 'parameters': {
      const ids = await readParameters(clients, place, query.names);
      if (ids.length === 0) return undefined;
      return { Owners: ['amazon'], Filters: [{ Name: 'image-id', Values: [...ids] }] };
    }
  }
}
