import { canActIn, accountOf, type Directory } from '../../workflows/facts/directory.js';
import type { CatalogQuestion, UnreachablePlace } from '../../workflows/facts/catalog.js';
import type { Image } from '../../workflows/facts/image.js';
import type { Catalog } from '../../workflows/ports.js';
import { factOf, unknownBecause } from '../ask.js';
import type { Clients } from '../clients.js';
import type { Place } from '../settings.js';
import { readParameters } from '../ssm/parameters.js';
import { isThere, toImage, visitImages, type ImageFilter, type ListedImage } from './images.js';
import { readLaunchPermissions } from './permissions.js';

export interface CatalogOptions {
  readonly directory: Directory;
  readonly clients: Clients;
}

/** Which AMIs there are, in all places of the directory at once. */
export function createCatalog({ directory, clients }: CatalogOptions): Catalog {
  return {
    async search(question, see) {
      const places = placesFor(directory, question);
      const looks = await Promise.all(places.map((place) => lookInto(clients, place, question, see)));
      return looks.flat();
    },
    sharedWith: (image) =>
      factOf('reading the launch permissions', () => readLaunchPermissions(clients, image, image.imageId)),
  };
}

/** Own AMIs are seen by their owners; what others publish looks the same from anywhere, and is seen from the first account. */
function placesFor(directory: Directory, question: CatalogQuestion): readonly Place[] {
  const [home] = directory;
  if (question.kind !== 'own') return placesIn(directory, home.id, question.region);
  const { account, region } = question;
  const accounts =
    account === undefined ? directory.map(({ id }) => id).filter((id) => canActIn(directory, id)) : [account];
  return accounts.flatMap((id) => placesIn(directory, id, region));
}

function placesIn(directory: Directory, account: string, region: string | undefined): readonly Place[] {
  const regions = (accountOf(directory, account) ?? directory[0]).regions;
  return regions.filter((name) => region === undefined || name === region).map((name) => ({ account, region: name }));
}

async function lookInto(
  clients: Clients,
  place: Place,
  question: CatalogQuestion,
  see: (images: readonly Image[]) => void,
): Promise<readonly UnreachablePlace[]> {
  function seeListed(listed: readonly ListedImage[]): void {
    see(listed.map((image) => toImage(image, place)).filter(isThere));
  }
  try {
    const filter = await filterFor(clients, place, question);
    if (filter !== undefined) await visitImages(clients, place, filter, seeListed);
    return [];
  } catch (error) {
    const { reason, permission } = unknownBecause('reading the AMIs', error);
    return [{ ...place, reason: permission === undefined ? reason : `${reason} (${permission})` }];
  }
}

/** Undefined where there is nothing to look for. */
async function filterFor(clients: Clients, place: Place, question: CatalogQuestion): Promise<ImageFilter | undefined> {
  switch (question.kind) {
    case 'own':
      return { Owners: ['self'], IncludeDeprecated: true, IncludeDisabled: true };
    case 'published':
      return { Owners: [question.ownerId], Filters: [{ Name: 'name', Values: [...question.names] }] };
    case 'parameters': {
      const ids = await readParameters(clients, place, question.names);
      if (ids.length === 0) return undefined;
      return { Owners: ['amazon'], Filters: [{ Name: 'image-id', Values: [...ids] }] };
    }
  }
}
