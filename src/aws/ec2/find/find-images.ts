import type { Directory, AccountRegion } from '../../../domain/model/directory.js';
import type { Image } from '../../../domain/model/image.js';
import type { ImageMatches, ResourceSearch } from '../../../workflows/ports/resource-finder.js';
import type { Clients } from '../../clients/clients.js';
import { searchAllPlaces } from './search-places.js';
import { listImages, isListed, toImage, type ListedImage } from '../images.js';

/** Looks for AMIs in all places of the directory at once, or in those that the search narrows it to. */
export async function findImages(
  clients: Clients,
  directory: Directory,
  search: ResourceSearch,
): Promise<ImageMatches> {
  const { found, unreachable } = await searchAllPlaces(directory, search, 'reading the AMIs', async (place) => {
    const listed = await candidates(clients, place, search.id);
    return listed.map((image) => toImage(image, place)).filter(isListed);
  });
  return { images: preferOwnerView(directory, found), unreachable };
}

const COMPLETE_IMAGE_ID = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** As with git's commits, a whole id is meant as such; eight digits may also begin one of seventeen. */
async function candidates(clients: Clients, place: AccountRegion, id: string): Promise<readonly ListedImage[]> {
  if (COMPLETE_IMAGE_ID.test(id)) {
    const byId = await listImages(clients, place, { Filters: [{ Name: 'image-id', Values: [id] }] });
    const exact = byId.filter(({ ImageId }) => ImageId === id);
    if (exact.length > 0 || id.length > 'ami-'.length + 8) return exact;
  }
  return matchingPrefix(clients, place, id);
}

/** Compared here: that this filter takes wildcards is not documented, and one it does not know finds nothing. */
async function matchingPrefix(clients: Clients, place: AccountRegion, prefix: string): Promise<readonly ListedImage[]> {
  const [own, shared] = await Promise.all([
    listImages(clients, place, { Owners: ['self'] }),
    listImages(clients, place, { ExecutableUsers: ['self'] }),
  ]);
  return [...own, ...shared].filter(({ ImageId }) => ImageId.startsWith(prefix));
}

/** The owner's view if the bot can act for the owner, otherwise that of the first account that sees the AMI. */
function preferOwnerView(directory: Directory, images: readonly Image[]): readonly Image[] {
  const chosen = new Map<string, Image>();
  for (const image of images) {
    const key = `${image.region} ${image.imageId}`;
    const other = chosen.get(key);
    if (other === undefined || rank(directory, image) < rank(directory, other)) chosen.set(key, image);
  }
  return [...chosen.values()];
}

function rank(directory: Directory, { account, ownerId }: Image): number {
  return account === ownerId ? -1 : directory.findIndex(({ id }) => id === account);
}
