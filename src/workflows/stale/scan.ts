import type { RequestReader } from './scan-expected.js';
import { canActIn, type Directory } from '../facts/directory.js';
import type { Clock, Inventory, Log, ScanMemory } from '../ports.js';
import { watchChanges, type ChangeWatch } from './changes.js';
import { createCostLedger } from './cost.js';
import { createProblems } from './problems.js';
import { openBooks, type Taker } from './scan-books.js';
import { recall } from './scan-recall.js';
import { watchShares } from './scan-shares.js';
import { scanPlace } from './scan-place.js';
import type { FoundStale, Place, ScanReport, StalePolicy } from './types.js';

/** What a scan is given. */
export interface ScanWorld {
  /** For one scan: it counts the calls of that scan alone. */
  readonly openInventory: () => Inventory;
  readonly memory: ScanMemory;
  /** What they say about shares is compared with what is seen. */
  readonly requests: RequestReader;
  readonly clock: Clock;
  readonly log: Log;
  readonly policy: StalePolicy;
}

export interface ScanOptions {
  /** Takes the verdict on every AMI, as soon as it is there; the stale ones come last. */
  readonly take?: Taker;
  readonly progress?: (progress: ScanProgress) => void;
  /** Ends the scan early; it then throws. */
  readonly signal?: AbortSignal;
}

export interface ScanProgress {
  readonly places: number;
  readonly placesDone: number;
  readonly listed: number;
  readonly candidates: number;
  readonly examined: number;
}

/**
 * Looks through all AMIs of the directory's accounts, in all their Regions at once, and judges each. Holds only what is
 * stale, packed; whatever else there is goes through `take`. Changes nothing but to have EC2 count the use of shared AMIs, which
 * it remembers. Never throws for a place or a read that fails: see `problems`.
 */
export async function scanImages(world: ScanWorld, options: ScanOptions = {}): Promise<ScanReport> {
  const { memory, log, policy } = world;
  const at = world.clock.now().toISOString();
  const problems = createProblems(policy.directory);
  const recalled = await recall(memory, at, problems);
  const watch = watchChanges(recalled.lastScan);
  const shares = await watchShares(world.requests, recalled.adoptions, problems);
  const books = openBooks(createCostLedger(policy.prices), watch, options.take ?? (() => undefined));
  const places = placesOf(policy.directory);
  const children = new Map<string, number>();
  const progress = reporter(places.length, options);
  const inventory = world.openInventory();
  const { keeps, reports } = recalled;
  const told = { inventory, memory, log, policy, at, signal: options.signal, keeps, reports, problems, children };
  const run = { ...told, shares: shares.book };
  try {
    const listed = await Promise.all(
      places.map(async (place) => {
        const isListed = await scanPlace({ ...run, settle: books.settle, progress: progress.step }, place);
        progress.placeDone();
        return isListed ? [place] : [];
      }),
    );
    const stale = await books.close(children);
    const drift = await shares.report();
    return {
      scannedAt: at,
      apiCalls: inventory.apiCalls(),
      counts: books.counts(),
      stale: stale.told,
      kept: books.kept(),
      staleCost: stale.cost,
      drift,
      problems: problems.sentences(),
      ...changesOf(watch, stale.all, listed.flat()),
      remembered: {
        ...watch.notes(stale.all, listed.flat(), at),
        ...(drift.known ? { drift: drift.value.found } : {}),
      },
    };
  } finally {
    inventory.close();
  }
}

function placesOf(directory: Directory): readonly Place[] {
  return directory
    .filter(({ id }) => canActIn(directory, id))
    .flatMap(({ id, regions }) => [...new Set(regions)].map((region) => ({ account: id, region })));
}

function changesOf(watch: ChangeWatch, stale: readonly FoundStale[], listed: readonly Place[]) {
  const changes = watch.changes(stale, listed);
  return changes === undefined ? {} : { changes };
}

function reporter(places: number, { progress }: ScanOptions) {
  let now: ScanProgress = { places, placesDone: 0, listed: 0, candidates: 0, examined: 0 };

  function report(next: ScanProgress): void {
    now = next;
    progress?.(now);
  }

  return {
    step: ({ listed = 0, candidates = 0, examined = 0 }: Partial<Omit<ScanProgress, 'places'>>) =>
      report({
        ...now,
        listed: now.listed + listed,
        candidates: now.candidates + candidates,
        examined: now.examined + examined,
      }),
    placeDone: () => report({ ...now, placesDone: now.placesDone + 1 }),
  };
}
