import { accountOf, canActIn, type Directory } from '../../workflows/facts/directory.js';
import type { ImageMatches, ImageSearch } from '../../workflows/ports.js';
import { unknownBecause } from '../ask.js';
import type { Place } from '../settings.js';

interface Looks<T> {
  readonly found: readonly T[];
  readonly unreachable: ImageMatches['unreachable'];
}

/**
 * Looks into all places of the directory at once, or into those that the search narrows it to. A place that cannot be
 * looked into is told apart from one where nothing is. `doing` is as in "reading the AMIs".
 */
export async function lookEverywhere<T>(
  directory: Directory,
  search: ImageSearch,
  doing: string,
  look: (place: Place) => Promise<readonly T[]>,
): Promise<Looks<T>> {
  const looks = await Promise.all(placesOf(directory, search).map((place) => lookInto(place, doing, look)));
  return { found: looks.flatMap(({ found }) => found), unreachable: looks.flatMap(({ unreachable }) => unreachable) };
}

async function lookInto<T>(
  place: Place,
  doing: string,
  look: (place: Place) => Promise<readonly T[]>,
): Promise<Looks<T>> {
  try {
    return { found: await look(place), unreachable: [] };
  } catch (error) {
    const { reason, permission } = unknownBecause(doing, error);
    const named = permission === undefined ? reason : `${reason} (${permission})`;
    return { found: [], unreachable: [{ ...place, reason: named }] };
  }
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
