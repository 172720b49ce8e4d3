import type { LeaseRecord, MessageRef } from '../request/types.js';
import type { ScanSummary, ScanReport } from '../stale/types.js';

/** The content of a digest. */
export interface Digest {
  readonly report: ScanReport;
  /** What earlier scans came to, the oldest first, this one last. */
  readonly history: readonly ScanSummary[];
}

/** The state of the daily digest. One record, whatever the number of processes. */
export interface DigestRecord {
  readonly version: number;
  /** The last day that is settled: its digest was posted, or is not to be. */
  readonly day: string;
  /** Where the last one was posted. */
  readonly message?: MessageRef;
  readonly attempt?: DigestAttempt;
}

/** A digest that is being made, or will be retried. */
export interface DigestAttempt {
  readonly day: string;
  readonly failures: number;
  readonly retryAt?: string;
  /** Set before the digest is posted. If its process dies, it is unknown whether it was posted. */
  readonly isPosting: boolean;
  readonly lease?: LeaseRecord;
}
