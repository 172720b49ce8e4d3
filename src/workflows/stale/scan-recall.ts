import type { Adoption } from '../drift/types.js';
import { Gone } from '../errors.js';
import type { ScanMemory } from '../ports.js';
import { keyOf } from './changes.js';
import type { Problems } from './problems.js';
import { REPORT_COUNTS_MS } from './scan-usage.js';
import type { Keep, LastScan, StartedReport } from './types.js';

/** What earlier scans and people's answers left behind. */
export interface Recalled {
  readonly keeps: ReadonlyMap<string, Keep>;
  readonly reports: ReadonlyMap<string, readonly StartedReport[]>;
  readonly lastScan: LastScan | undefined;
  readonly adoptions: readonly Adoption[];
}

/**
 * Reads what is remembered. Where there is no table nobody can have answered anything; any other failure is thrown, since
 * a scan that does not know the answers would show what somebody keeps.
 */
export async function recall(memory: ScanMemory, at: string, problems: Problems): Promise<Recalled> {
  const since = new Date(Date.parse(at) - REPORT_COUNTS_MS).toISOString();
  try {
    const [keeps, reports, lastScan, adoptions] = await Promise.all([
      memory.keeps(at),
      memory.reportsSince(since),
      memory.lastScan(),
      memory.adoptions(),
    ]);
    return {
      keeps: new Map(keeps.map((keep) => [keyOf(keep), keep])),
      reports: newestFirst(reports),
      lastScan,
      adoptions,
    };
  } catch (error) {
    if (!(error instanceof Gone)) throw error;
    problems.say(`Nothing is remembered from earlier scans, and no answers: ${error.message}.`);
    return { keeps: new Map(), reports: new Map(), lastScan: undefined, adoptions: [] };
  }
}

function newestFirst(reports: readonly StartedReport[]): ReadonlyMap<string, readonly StartedReport[]> {
  const sorted = [...reports].sort((one, other) => other.startedAt.localeCompare(one.startedAt));
  const byImage = new Map<string, StartedReport[]>();
  for (const report of sorted) byImage.set(keyOf(report), [...(byImage.get(keyOf(report)) ?? []), report]);
  return byImage;
}
