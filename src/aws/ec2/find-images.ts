import { accountOf, canActIn, type Directory } from '../../workflows/facts/directory.js';
import type { Image } from '../../workflows/facts/image.js';
import type { ImageMatches, ImageSearch } from '../../workflows/ports.js';
import { unknownBecause } from '../ask.js';
import type { Clients } from '../clients.js';
import type { Place } from '../settings.js';
import { listImages, isThere, toImage, type ListedImage } from './images.js';

/** Looks for AMIs in all places of the directory at once, or in those that the search narrows it to. */
export async function findImages(clients: Clients, directory: Directory, search: ImageSearch): Promise<ImageMatches> {
  const looks = await Promise.all(placesOf(directory, search).map((place) => lookInto(clients, place, search.id)));
  return {
    images: onePerImage(
      directory,
      looks.flatMap(({ images }) => images),
    ),
    unreachable: looks.flatMap(({ unreachable }) => unreachable),
  };
}

/** A Region that the configuration does not name is looked into when it is asked for. */
function placesOf(directory: Directory, { region, account }: ImageSearch): readonly Place[] {
  const accounts =
    account === undefined ? directory.map(({ id }) => id).filter((id) => canActIn(directory, id)) : [account];
  return accounts.flatMap((id) => {
    const regions = region === undefined ? (accountOf(directory, id) ?? directory[0]).regions : [region];
    return regions.map((name) => ({ account: id, region: name }));
  });
}

interface Look {
  readonly images: readonly Image[];
  readonly unreachable: ImageMatches['unreachable'];
}

async function lookInto(clients: Clients, place: Place, id: string): Promise<Look> {
  try {
    const listed = await candidates(clients, place, id);
    return { images: listed.map((image) => toImage(image, place)).filter(isThere), unreachable: [] };
  } catch (error) {
    const { reason, permission } = unknownBecause('reading the AMIs', error);
    const named = permission === undefined ? reason : `${reason} (${permission})`;
    return { images: [], unreachable: [{ ...place, reason: named }] };
  }
}

const WHOLE_ID = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;

/** As with git's commits, a whole id is meant as such; eight digits may also begin one of seventeen. */
async function candidates(clients: Clients, place: Place, id: string): Promise<readonly ListedImage[]> {
  if (WHOLE_ID.test(id)) {
    const whole = await listImages(clients, place, { Filters: [{ Name: 'image-id', Values: [id] }] });
    const exact = whole.filter(({ ImageId }) => ImageId === id);
    if (exact.length > 0 || id.length > 'ami-'.length + 8) return exact;
  }
  return beginningWith(clients, place, id);
}

/** Compared here: that this filter takes wildcards is not documented, and one it does not know finds nothing. */
async function beginningWith(clients: Clients, place: Place, prefix: string): Promise<readonly ListedImage[]> {
  const [own, shared] = await Promise.all([
    listImages(clients, place, { Owners: ['self'] }),
    listImages(clients, place, { ExecutableUsers: ['self'] }),
  ]);
  return [...own, ...shared].filter(({ ImageId }) => ImageId.startsWith(prefix));
}

/** The owner's view where the bot can act for the owner, else that of the first account which sees the AMI. */
function onePerImage(directory: Directory, images: readonly Image[]): readonly Image[] {
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
