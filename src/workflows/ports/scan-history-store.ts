import type { Adoption } from '../../domain/drift/types.js';
import type { Exemption, LastScan, ScanSummary, StartedReport } from '../../domain/stale/types.js';

/** Stores the results of scans, exemptions and adoptions. Lists are eventually consistent. */
export interface ScanHistoryStore {
  /** The exemptions that are active at a time (ISO 8601). */
  activeExemptions(at: string): Promise<readonly Exemption[]>;
  /** Remembers an answer in place of an earlier one about the same AMI. */
  saveExemption(exemption: Exemption): Promise<void>;
  /** All that anybody ever adopted, the oldest first. */
  adoptions(): Promise<readonly Adoption[]>;
  saveAdoption(adoption: Adoption): Promise<void>;
  /** The usage reports that were started since. */
  usageReportsSince(time: string): Promise<readonly StartedReport[]>;
  saveUsageReport(report: StartedReport): Promise<void>;
  lastScan(): Promise<LastScan | undefined>;
  /** Replaces the scan made at `after`. Throws `Conflict` if another one was stored since then. */
  saveScan(scan: LastScan, summary: ScanSummary, after: string | undefined): Promise<void>;
  /** What the last scans came to, the oldest first. */
  recentScans(limit: number): Promise<readonly ScanSummary[]>;
}
