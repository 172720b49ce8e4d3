import {
  findAccountById,
  canAccessAccount,
  type Directory,
  type AccountRegion,
} from '../../../domain/model/directory.js';
import type { ImageMatches, ResourceSearch } from '../../../workflows/ports/resource-finder.js';
import { unknownFromError } from '../../read.js';

interface PlaceSearchResult<T> {
  readonly found: readonly T[];
  readonly unreachable: ImageMatches['unreachable'];
}

/**
 * Searches all places of the directory at once, or those that the query names. A place that could not be searched is
 * distinguished from one without matches. `activity` is as in "reading the AMIs".
 */
export async function searchAllPlaces<T>(
  directory: Directory,
  search: ResourceSearch,
  activity: string,
  searchPlace: (place: AccountRegion) => Promise<readonly T[]>,
): Promise<PlaceSearchResult<T>> {
  const results = await Promise.all(
    placesFor(directory, search).map((place) => trySearch(place, activity, searchPlace)),
  );
  return {
    found: results.flatMap(({ found }) => found),
    unreachable: results.flatMap(({ unreachable }) => unreachable),
  };
}

async function trySearch<T>(
  place: AccountRegion,
  activity: string,
  searchPlace: (place: AccountRegion) => Promise<readonly T[]>,
): Promise<PlaceSearchResult<T>> {
  try {
    return { found: await searchPlace(place), unreachable: [] };
  } catch (error) {
    const { reason, permission } = unknownFromError(activity, error);
    const named = permission === undefined ? reason : `${reason} (${permission})`;
    return { found: [], unreachable: [{ ...place, reason: named }] };
  }
}

/** A Region outside the configuration is searched if the query names it. */
function placesFor(directory: Directory, { region, account }: ResourceSearch): readonly AccountRegion[] {
  const accounts =
    account === undefined ? directory.map(({ id }) => id).filter((id) => canAccessAccount(directory, id)) : [account];
  return accounts.flatMap((id) => {
    const regions = region === undefined ? (findAccountById(directory, id) ?? directory[0]).regions : [region];
    return regions.map((name) => ({ account: id, region: name }));
  });
}
