import type { ShareBook } from '../drift/share-book.js';
import type { Inventory, Log, ScanMemory } from '../ports.js';
import type { Problems } from './problems.js';
import type { Keep, Settled, StalePolicy, StartedReport } from './types.js';

/** One scan under way: what its parts work with, and what they add to. */
export interface ScanRun {
  readonly inventory: Inventory;
  readonly memory: ScanMemory;
  readonly log: Log;
  readonly policy: StalePolicy;
  /** When the scan began: one time for all AMIs. */
  readonly at: string;
  readonly signal: AbortSignal | undefined;
  /** The answers that hold, by `keyOf`. */
  readonly keeps: ReadonlyMap<string, Keep>;
  /** The usage reports that may still tell something, by `keyOf`, the newest first. */
  readonly reports: ReadonlyMap<string, readonly StartedReport[]>;
  readonly problems: Problems;
  /** Whom AMIs are seen to be shared with. */
  readonly shares: ShareBook;
  /** How many AMIs were made from each. */
  readonly children: Map<string, number>;
  /** Takes what is settled; stale ones wait for the end, when it is known what was made from them. */
  settle(verdicts: readonly Settled[]): Promise<void>;
  progress(step: { readonly listed?: number; readonly examined?: number; readonly candidates?: number }): void;
}
