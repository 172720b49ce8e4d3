import type { ObservedShares } from './observed-shares.js';
import type { Inventory, Log, ScanHistoryStore } from '../ports/ports.js';
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
  /** The answers that hold, by `keyOf`. */
  readonly exemptions: ReadonlyMap<string, Exemption>;
  /** The usage reports that may still tell something, by `keyOf`, the newest first. */
  readonly reports: ReadonlyMap<string, readonly StartedReport[]>;
  readonly warnings: ScanWarnings;
  /** Whom AMIs are seen to be shared with. */
  readonly shares: ObservedShares;
  /** How many AMIs were made from each. */
  readonly derivedCounts: Map<string, number>;
  /** Takes what is settled; stale ones wait for the end, when it is known what was made from them. */
  addVerdicts(verdicts: readonly JudgedImage[]): Promise<void>;
  progress(step: { readonly listed?: number; readonly examined?: number; readonly candidates?: number }): void;
}
