import { findAccountById, canAccessAccount, type Directory } from '../../../domain/model/directory.js';
import type { ImageMatches, ResourceSearch } from '../../../workflows/ports/ports.js';
import { unknownFromError } from '../../read.js';
import type { AccountRegion } from '../../clients/settings.js';

interface PlaceSearchResult<T> {
  readonly found: readonly T[];
  readonly unreachable: ImageMatches['unreachable'];
}

/**
 * Looks into all places of the directory at once, or into those that the search narrows it to. A place that cannot be
 * looked into is told apart from one where nothing is. `doing` is as in "reading the AMIs".
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

/** A Region that the configuration does not name is looked into when it is asked for. */
function placesFor(directory: Directory, { region, account }: ResourceSearch): readonly AccountRegion[] {
  const accounts =
    account === undefined ? directory.map(({ id }) => id).filter((id) => canAccessAccount(directory, id)) : [account];
  return accounts.flatMap((id) => {
    const regions = region === undefined ? (findAccountById(directory, id) ?? directory[0]).regions : [region];
    return regions.map((name) => ({ account: id, region: name }));
  });
}
