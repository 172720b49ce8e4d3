import { Conflict } from '../../src/workflows/ports/errors.js';
import type { ScanStores } from '../../src/aws/dynamodb/scan-stores.js';
import type { Adoption } from '../../src/domain/drift/types.js';
import { imageKey } from '../../src/domain/stale/changes.js';
import type { Exemption, LastScan, ScanSummary, StartedReport } from '../../src/domain/stale/types.js';

/** The stores of scans in memory. They fulfill the same contract as those in DynamoDB. */
export function createInMemoryScanStores(): ScanStores {
  const exemptions = new Map<string, Exemption>();
  const reports = new Map<string, StartedReport>();
  const adoptions: Adoption[] = [];
  const headlines: ScanSummary[] = [];
  let last: LastScan | undefined;

  return {
    exemptions: {
      listActive: (at) => Promise.resolve([...exemptions.values()].filter(({ until }) => until > at)),
      save(exemption) {
        exemptions.set(imageKey(exemption), structuredClone(exemption));
        return Promise.resolve();
      },
    },
    adoptions: {
      list: () =>
        Promise.resolve(
          [...adoptions].sort((one, other) => one.at.localeCompare(other.at)).map((one) => structuredClone(one)),
        ),
      save(adoption) {
        adoptions.push(structuredClone(adoption));
        return Promise.resolve();
      },
    },
    scanHistory: {
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
        Promise.resolve(
          [...headlines].sort((one, other) => one.scannedAt.localeCompare(other.scannedAt)).slice(-limit),
        ),
    },
  };
}
