import type { RequestReader } from './expected-shares.js';
import { canAccessAccount, type Directory, type AccountRegion } from '../../domain/model/directory.js';
import type { Clock } from '../ports/clock-and-ids.js';
import type { Inventory } from '../ports/inventory.js';
import type { Log } from '../ports/log.js';
import { compareWithLast, type ScanComparison } from '../../domain/stale/changes.js';
import { createCostAccumulator } from '../../domain/stale/cost.js';
import { createScanWarnings } from './warnings.js';
import { createVerdictAccumulator, type VerdictSink } from './verdicts.js';
import { loadScanState, type ScanStateStores } from './state.js';
import { createShareCheck } from './share-check.js';
import { scanPlace } from './scan-place.js';
import type { StaleImage, ScanReport, StalePolicy } from '../../domain/stale/types.js';

/** The dependencies of a scan. */
export interface ScanDependencies extends ScanStateStores {
  /** For one scan: it counts the calls of that scan alone. */
  readonly openInventory: () => Inventory;
  /** What requests say about shares is compared with what is observed. */
  readonly requests: RequestReader;
  readonly clock: Clock;
  readonly log: Log;
  readonly policy: StalePolicy;
}

export interface ScanOptions {
  /** Takes the verdict on every AMI, as soon as it is there; the stale ones come last. */
  readonly onVerdicts?: VerdictSink;
  readonly progress?: (progress: ScanProgress) => void;
  /** Ends the scan early. It then throws. */
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
 * Scans all AMIs of the directory's accounts, in all their Regions at once, and judges each. Holds only compact stale
 * verdicts; others go to the sink. Changes nothing except that it starts usage reports, which it stores. Never throws
 * for a place or a read that fails: see `warnings`.
 */
export async function scanImages(dependencies: ScanDependencies, options: ScanOptions = {}): Promise<ScanReport> {
  const { scanHistory, log, policy } = dependencies;
  const at = dependencies.clock.now().toISOString();
  const warnings = createScanWarnings(policy.directory);
  const state = await loadScanState(dependencies, at, warnings);
  const comparison = compareWithLast(state.lastScan);
  const shares = await createShareCheck(dependencies.requests, state.adoptions, warnings);
  const verdicts = createVerdictAccumulator(
    createCostAccumulator(policy.prices),
    comparison,
    options.onVerdicts ?? (() => undefined),
  );
  const places = accountRegionsOf(policy.directory);
  const derivedCounts = new Map<string, number>();
  const progress = progressReporter(places.length, options);
  const inventory = dependencies.openInventory();
  const { exemptions, reports } = state;
  const base = {
    inventory,
    scanHistory,
    log,
    policy,
    at,
    signal: options.signal,
    exemptions,
    reports,
    warnings,
    derivedCounts,
  };
  const run = { ...base, shares: shares.observed };
  try {
    const listed = await Promise.all(
      places.map(async (place) => {
        const isListed = await scanPlace({ ...run, addVerdicts: verdicts.add, progress: progress.step }, place);
        progress.placeDone();
        return isListed ? [place] : [];
      }),
    );
    const stale = await verdicts.finish(derivedCounts);
    const drift = await shares.report();
    return {
      scannedAt: at,
      apiCalls: inventory.callCounts(),
      counts: verdicts.counts(),
      stale: stale.details,
      exempted: verdicts.exempted(),
      staleCost: stale.cost,
      drift,
      warnings: warnings.list(),
      ...changesOf(comparison, stale.all, listed.flat()),
      toRemember: {
        ...comparison.toRemember(stale.all, listed.flat(), at),
        ...(drift.known ? { drift: drift.value.found } : {}),
      },
    };
  } finally {
    inventory.close();
  }
}

function accountRegionsOf(directory: Directory): readonly AccountRegion[] {
  return directory
    .filter(({ id }) => canAccessAccount(directory, id))
    .flatMap(({ id, regions }) => [...new Set(regions)].map((region) => ({ account: id, region })));
}

function changesOf(comparison: ScanComparison, stale: readonly StaleImage[], listed: readonly AccountRegion[]) {
  const changes = comparison.changes(stale, listed);
  return changes === undefined ? {} : { changes };
}

function progressReporter(places: number, { progress }: ScanOptions) {
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
