import { Conflict } from '../../src/workflows/ports/errors.js';
import type { ScanHistoryStore } from '../../src/workflows/ports/scan-history-store.js';
import type { Adoption } from '../../src/domain/drift/types.js';
import { imageKey } from '../../src/domain/stale/changes.js';
import type { Exemption, LastScan, ScanSummary, StartedReport } from '../../src/domain/stale/types.js';

/** `ScanMemory` in memory, for the tests of what stands above the port. Held to the same contract as DynamoDB's. */
export function createInMemoryScanHistoryStore(): ScanHistoryStore {
  const exemptions = new Map<string, Exemption>();
  const reports = new Map<string, StartedReport>();
  const adoptions: Adoption[] = [];
  const headlines: ScanSummary[] = [];
  let last: LastScan | undefined;

  return {
    activeExemptions: (at) => Promise.resolve([...exemptions.values()].filter(({ until }) => until > at)),
    saveExemption(exemption) {
      exemptions.set(imageKey(exemption), structuredClone(exemption));
      return Promise.resolve();
    },
    adoptions: () =>
      Promise.resolve(
        [...adoptions].sort((one, other) => one.at.localeCompare(other.at)).map((one) => structuredClone(one)),
      ),
    saveAdoption(adoption) {
      adoptions.push(structuredClone(adoption));
      return Promise.resolve();
    },
    usageReportsSince: (time) => Promise.resolve([...reports.values()].filter(({ startedAt }) => startedAt >= time)),
    saveUsageReport(report) {
      reports.set(report.reportId, structuredClone(report));
      return Promise.resolve();
    },
    lastScan: () => Promise.resolve(structuredClone(last)),
    saveScan(scan, summary, after) {
      if (last?.scannedAt !== after) return Promise.reject(new Conflict('it was changed by another process'));
      last = structuredClone(scan);
      headlines.push(structuredClone(summary));
      return Promise.resolve();
    },
    recentScans: (limit) =>
      Promise.resolve([...headlines].sort((one, other) => one.scannedAt.localeCompare(other.scannedAt)).slice(-limit)),
  };
}
