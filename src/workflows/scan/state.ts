import type { Adoption } from '../../domain/drift/types.js';
import type { AdoptionStore } from '../ports/adoption-store.js';
import { NotFound } from '../ports/errors.js';
import type { ExemptionStore } from '../ports/exemption-store.js';
import type { ScanHistoryStore } from '../ports/scan-history-store.js';
import { imageKey } from '../../domain/stale/changes.js';
import type { ScanWarnings } from './warnings.js';
import { REPORT_VALID_MS } from './usage-reports.js';
import type { Exemption, LastScan, StartedReport } from '../../domain/stale/types.js';

/** The stores of scans and of the responses to them. */
export interface ScanStateStores {
  readonly exemptions: ExemptionStore;
  readonly adoptions: AdoptionStore;
  readonly scanHistory: ScanHistoryStore;
}

/** What earlier scans and responses stored. */
export interface ScanState {
  readonly exemptions: ReadonlyMap<string, Exemption>;
  readonly reports: ReadonlyMap<string, readonly StartedReport[]>;
  readonly lastScan: LastScan | undefined;
  readonly adoptions: readonly Adoption[];
}

/**
 * Loads the stored state. Without a table there are no responses. Any other failure is thrown, since a scan without the
 * exemptions would show exempted AMIs.
 */
export async function loadScanState(stores: ScanStateStores, at: string, warnings: ScanWarnings): Promise<ScanState> {
  const since = new Date(Date.parse(at) - REPORT_VALID_MS).toISOString();
  try {
    const [exemptions, reports, lastScan, adoptions] = await Promise.all([
      stores.exemptions.listActive(at),
      stores.scanHistory.usageReportsSince(since),
      stores.scanHistory.lastScan(),
      stores.adoptions.list(),
    ]);
    return {
      exemptions: new Map(exemptions.map((exemption) => [imageKey(exemption), exemption])),
      reports: newestFirst(reports),
      lastScan,
      adoptions,
    };
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
    warnings.add(`Nothing is remembered from earlier scans, and no answers: ${error.message}.`);
    return { exemptions: new Map(), reports: new Map(), lastScan: undefined, adoptions: [] };
  }
}

function newestFirst(reports: readonly StartedReport[]): ReadonlyMap<string, readonly StartedReport[]> {
  const sorted = [...reports].sort((one, other) => other.startedAt.localeCompare(one.startedAt));
  const byImage = new Map<string, StartedReport[]>();
  for (const report of sorted) byImage.set(imageKey(report), [...(byImage.get(imageKey(report)) ?? []), report]);
  return byImage;
}
