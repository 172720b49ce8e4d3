import { Conflict } from '../../src/workflows/errors.js';
import type { ScanMemory } from '../../src/workflows/ports.js';
import type { Adoption } from '../../src/workflows/drift/types.js';
import { keyOf } from '../../src/workflows/stale/changes.js';
import type { Keep, LastScan, ScanHeadline, StartedReport } from '../../src/workflows/stale/types.js';

/** `ScanMemory` in memory, for the tests of what stands above the port. Held to the same contract as DynamoDB's. */
export function createInMemoryScanMemory(): ScanMemory {
  const keeps = new Map<string, Keep>();
  const reports = new Map<string, StartedReport>();
  const adoptions: Adoption[] = [];
  const headlines: ScanHeadline[] = [];
  let last: LastScan | undefined;

  return {
    keeps: (at) => Promise.resolve([...keeps.values()].filter(({ until }) => until > at)),
    keep(answer) {
      keeps.set(keyOf(answer), structuredClone(answer));
      return Promise.resolve();
    },
    adoptions: () =>
      Promise.resolve(
        [...adoptions].sort((one, other) => one.at.localeCompare(other.at)).map((one) => structuredClone(one)),
      ),
    adopt(adoption) {
      adoptions.push(structuredClone(adoption));
      return Promise.resolve();
    },
    reportsSince: (time) => Promise.resolve([...reports.values()].filter(({ startedAt }) => startedAt >= time)),
    rememberReport(report) {
      reports.set(report.reportId, structuredClone(report));
      return Promise.resolve();
    },
    lastScan: () => Promise.resolve(structuredClone(last)),
    rememberScan(scan, headline, after) {
      if (last?.scannedAt !== after) return Promise.reject(new Conflict('it was changed by somebody else'));
      last = structuredClone(scan);
      headlines.push(structuredClone(headline));
      return Promise.resolve();
    },
    history: (limit) =>
      Promise.resolve([...headlines].sort((one, other) => one.scannedAt.localeCompare(other.scannedAt)).slice(-limit)),
  };
}
