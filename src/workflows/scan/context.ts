import type { ObservedShares } from './observed-shares.js';
import type { Inventory } from '../ports/inventory.js';
import type { Log } from '../ports/log.js';
import type { ScanHistoryStore } from '../ports/scan-history-store.js';
import type { ScanWarnings } from './warnings.js';
import type { Exemption, JudgedImage, StalePolicy, StartedReport } from '../../domain/stale/types.js';

/** One scan under way: what its parts work with, and what they add to. */
export interface ScanContext {
  readonly inventory: Inventory;
  readonly scanHistory: ScanHistoryStore;
  readonly log: Log;
  readonly policy: StalePolicy;
  /** When the scan began: one time for all AMIs. */
  readonly at: string;
  readonly signal: AbortSignal | undefined;
  /** The active exemptions, by `imageKey`. */
  readonly exemptions: ReadonlyMap<string, Exemption>;
  /** The usage reports that are still valid, by `imageKey`, the newest first. */
  readonly reports: ReadonlyMap<string, readonly StartedReport[]>;
  readonly warnings: ScanWarnings;
  /** The observed launch permissions. */
  readonly shares: ObservedShares;
  /** How many AMIs were made from each. */
  readonly derivedCounts: Map<string, number>;
  /** Adds verdicts. Stale ones wait for the end, when it is known what was made from them. */
  addVerdicts(verdicts: readonly JudgedImage[]): Promise<void>;
  progress(step: { readonly listed?: number; readonly examined?: number; readonly candidates?: number }): void;
}
