import type { LastScan, ScanSummary, StartedReport } from '../../domain/stale/types.js';

/** Stores the results of scans, and the usage reports that they started. */
export interface ScanHistoryStore {
  /** Returns the usage reports that were started at or after a time (ISO 8601), in no order. Eventually consistent. */
  usageReportsSince(time: string): Promise<readonly StartedReport[]>;

  /** Stores a usage report in place of an earlier one with the same id. */
  saveUsageReport(report: StartedReport): Promise<void>;

  /**
   * Returns the last scan (strongly consistent read), or `undefined` if there is none.
   * @throws {Throttled} if it is replaced while it is read; try again.
   */
  lastScan(): Promise<LastScan | undefined>;

  /**
   * Replaces the scan made at `after` (ISO 8601), or stores the first one if `after` is `undefined`.
   * @throws {Conflict} if another scan was stored since then.
   */
  saveScan(scan: LastScan, summary: ScanSummary, after: string | undefined): Promise<void>;

  /** Returns the summaries of the last scans, the oldest first, at most `limit`. Eventually consistent. */
  recentScans(limit: number): Promise<readonly ScanSummary[]>;
}
