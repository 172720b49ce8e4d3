import { diffSharing } from '../../domain/drift/detect-drift.js';
import {
  loadExpectedFor,
  loadExpectedGrants,
  type LoadedExpectedGrants,
  type RequestReader,
} from './expected-shares.js';
import { createObservedShares, type ObservedShares } from './observed-shares.js';
import type { Adoption, Drift, DriftReport, ImageSharing } from '../../domain/drift/types.js';
import { isPortFailure } from '../ports/errors.js';
import type { Directory, AccountRegion } from '../../domain/model/directory.js';
import { known, unknown, type Fact } from '../../domain/model/fact.js';
import { granteeKey } from '../../domain/model/grantee.js';
import type { ShareAudience } from '../ports/inventory.js';
import { imageKey } from '../../domain/stale/changes.js';
import type { ScanWarnings } from './warnings.js';
import type { ScanContext } from './context.js';

/** The number that is shown and can be answered. All are counted. */
const MAX_FOUND = 500;

/** Compares launch permissions with the requests during a scan. */
export interface ShareCheck {
  readonly observed: ObservedShares;
  report(): Promise<Fact<DriftReport>>;
}

export async function createShareCheck(
  requests: RequestReader,
  adoptions: readonly Adoption[],
  warnings: ScanWarnings,
): Promise<ShareCheck> {
  const loaded = await loadExpectedGrants(requests, adoptions);
  if (!loaded.known) warnings.add(`The shares by requests are unknown: ${loaded.reason}.`);
  else if (loaded.value.isTruncated) {
    warnings.add('There are so many requests that shares of only the oldest ones were not searched.');
  }
  const observedShares = createObservedShares(loaded.known ? loaded.value.expected : new Map());
  return {
    observed: observedShares,
    async report() {
      if (!loaded.known) return unknown(loaded.reason);
      try {
        const found = await findDrifts(observedShares.all(), loaded.value, { requests, adoptions });
        return known({ found: found.slice(0, MAX_FOUND), count: found.length });
      } catch (error) {
        if (!isPortFailure(error)) throw error;
        warnings.add(`The shares by some requests are unknown: ${error.message}.`);
        return unknown(error.message);
      }
    },
  };
}

/** Reads which AMIs each account of the directory, and everyone, may launch. One list each. */
export async function observeShares(context: ScanContext, place: AccountRegion): Promise<void> {
  const { inventory, warnings, shares } = context;
  const lists = othersIn(context.policy.directory, place.account).map(async (grantee) => {
    const shared = await inventory.imagesSharedWith(place, grantee);
    if (!shared.known) warnings.addUnknown(place, shared);
    else for (const image of shared.value) shares.addObserved({ ...image, grantees: [grantee], isComplete: false });
  });
  await Promise.all(lists);
}

/** Reads the AMIs, one by one, that requests say are shared and that were not observed. */
export async function observeExpected(
  { inventory, warnings, shares }: ScanContext,
  place: AccountRegion,
): Promise<void> {
  await Promise.all(
    shares.unobserved(place).map(async (image) => {
      const given = await inventory.launchPermissions(image);
      if (!given.known) warnings.addUnknown(place, given);
      else shares.addObserved({ ...image, grantees: given.value, isComplete: true });
    }),
  );
}

function othersIn(directory: Directory, owner: string): readonly ShareAudience[] {
  const accounts = directory.filter(({ id }) => id !== owner);
  return [{ kind: 'public' }, ...accounts.map(({ id }) => ({ kind: 'account', id }) as const)];
}

async function findDrifts(
  seen: readonly ImageSharing[],
  { expected, isTruncated }: LoadedExpectedGrants,
  sources: { readonly requests: RequestReader; readonly adoptions: readonly Adoption[] },
): Promise<readonly Drift[]> {
  const found: Drift[] = [];
  for (const sharing of seen) {
    const about = expected.get(imageKey(sharing)) ?? new Map();
    // Older requests are loaded before a share is called unexplained.
    const isOpen = isTruncated && diffSharing(sharing, about).length > 0;
    found.push(
      ...diffSharing(sharing, isOpen ? await loadExpectedFor(sources.requests, sharing, sources.adoptions) : about),
    );
  }
  return found.sort((one, other) => orderOf(one).localeCompare(orderOf(other)));
}

function orderOf({ account, region, name, imageId, grantee }: Drift): string {
  return `${account} ${region} ${name} ${imageId} ${granteeKey(grantee)}`;
}
