import { driftAgainst } from '../drift/drift.js';
import { expectedOf, recallExpected, type RecalledShares, type RequestReader } from './scan-expected.js';
import { openShareBook, type ShareBook } from '../drift/share-book.js';
import type { Adoption, Drift, DriftReport, ImageSharing } from '../drift/types.js';
import { isPortFailure } from '../errors.js';
import type { Directory } from '../facts/directory.js';
import { known, unknown, type Fact } from '../facts/known.js';
import { nameOf } from '../operations/planning/grantee.js';
import type { AccountOrAll } from '../ports.js';
import { keyOf } from './changes.js';
import type { Problems } from './problems.js';
import type { ScanRun } from './scan-run.js';
import type { Place } from './types.js';

/** So many are shown and can be answered; how many there are is counted. */
const MOST_FOUND = 500;

/** The part of a scan that compares launch permissions with what requests say. */
export interface ShareWatch {
  readonly book: ShareBook;
  report(): Promise<Fact<DriftReport>>;
}

export async function watchShares(
  requests: RequestReader,
  adoptions: readonly Adoption[],
  problems: Problems,
): Promise<ShareWatch> {
  const recalled = await recallExpected(requests, adoptions);
  if (!recalled.known) problems.say(`What requests say about shares is not known: ${recalled.reason}.`);
  else if (recalled.value.isCut) {
    problems.say('There are so many requests that shares which only the oldest gave were not looked for.');
  }
  const book = openShareBook(recalled.known ? recalled.value.expected : new Map());
  return {
    book,
    async report() {
      if (!recalled.known) return unknown(recalled.reason);
      try {
        const found = await driftsIn(book.seen(), recalled.value, { requests, adoptions });
        return known({ found: found.slice(0, MOST_FOUND), count: found.length });
      } catch (error) {
        if (!isPortFailure(error)) throw error;
        problems.say(`What requests say about some shares is not known: ${error.message}.`);
        return unknown(error.message);
      }
    },
  };
}

/** Reads what the look at candidates does not: who of the directory, and whether everybody, may launch something is a list each. */
export async function listShares(run: ScanRun, place: Place): Promise<void> {
  const { inventory, problems, shares } = run;
  const lists = othersIn(run.policy.directory, place.account).map(async (grantee) => {
    const shared = await inventory.sharedWith(place, grantee);
    if (!shared.known) problems.note(place, shared);
    else for (const image of shared.value) shares.see({ ...image, given: [grantee], isWhole: false });
  });
  await Promise.all(lists);
}

/** Reads one by one the AMIs that requests say are shared, and that nobody has read so far. */
export async function readExpected({ inventory, problems, shares }: ScanRun, place: Place): Promise<void> {
  await Promise.all(
    shares.unread(place).map(async (image) => {
      const given = await inventory.launchPermissions(image);
      if (!given.known) problems.note(place, given);
      else shares.see({ ...image, given: given.value, isWhole: true });
    }),
  );
}

function othersIn(directory: Directory, owner: string): readonly AccountOrAll[] {
  const accounts = directory.filter(({ id }) => id !== owner);
  return [{ kind: 'public' }, ...accounts.map(({ id }) => ({ kind: 'account', id }) as const)];
}

async function driftsIn(
  seen: readonly ImageSharing[],
  { expected, isCut }: RecalledShares,
  told: { readonly requests: RequestReader; readonly adoptions: readonly Adoption[] },
): Promise<readonly Drift[]> {
  const found: Drift[] = [];
  for (const sharing of seen) {
    const about = expected.get(keyOf(sharing)) ?? new Map();
    // What an old request may explain is looked up before it is called unexplained.
    const isOpen = isCut && driftAgainst(sharing, about).length > 0;
    found.push(...driftAgainst(sharing, isOpen ? await expectedOf(told.requests, sharing, told.adoptions) : about));
  }
  return found.sort((one, other) => orderOf(one).localeCompare(orderOf(other)));
}

function orderOf({ account, region, name, imageId, grantee }: Drift): string {
  return `${account} ${region} ${name} ${imageId} ${nameOf(grantee)}`;
}
