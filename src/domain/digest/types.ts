import type { MessageRef } from '../request/types.js';
import type { ScanSummary, ScanReport } from '../stale/types.js';

/** What a digest tells. */
export interface Digest {
  readonly report: ScanReport;
  /** What earlier scans came to, the oldest first, this one last. */
  readonly history: readonly ScanSummary[];
}

/** How far the daily digest has got. There is one such record, whatever the number of processes. */
export interface DigestRecord {
  readonly version: number;
  /** The last day that is settled: its digest was posted, or is not to be. */
  readonly day: string;
  /** Where the last one was posted. */
  readonly message?: MessageRef;
  readonly attempt?: DigestAttempt;
}

/** A digest that is being made, or is to be tried again. */
export interface DigestAttempt {
  readonly day: string;
  readonly failures: number;
  readonly retryAt?: string;
  /** Written before it is posted: whoever finds it, and nobody at work, does not know whether it was. */
  readonly isPosting: boolean;
  readonly lease?: { readonly ownerId: string; readonly expiresAt: string; readonly heartbeat: number };
}
