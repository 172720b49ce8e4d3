import type { Grantee } from '../model/facts.js';
import type { ImageRef } from '../model/image.js';
import type { Person, RequestId } from '../request/types.js';

/** The grantees that an AMI was seen to have. */
export interface ImageSharing extends ImageRef {
  readonly name: string;
  readonly grantees: readonly Grantee[];
  /** Whether these are all grantees. Otherwise others may have it, too. */
  readonly isComplete: boolean;
}

/**
 * `unexplained`: the permission exists, and no approved request granted it. `gone`: a request granted it, and it no
 * longer exists.
 */
export type DriftKind = 'unexplained' | 'gone';

/** One launch permission that differs from the requests. */
export interface Drift extends ImageRef {
  readonly name: string;
  readonly grantee: Grantee;
  readonly kind: DriftKind;
  /** The latest requests about it: those that granted what is missing, or revoked what exists. */
  readonly requests: readonly RequestId[];
}

/** A user accepted the drift: it is the expected state from now on. */
export interface Adoption extends ImageRef {
  readonly grantee: Grantee;
  readonly kind: DriftKind;
  readonly by: Person;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly reason?: string;
  /** The number of distinct people that the rules required then. */
  readonly requiredAdopters: number;
}

/** The drift that a scan found. */
export interface DriftReport {
  /** By place and AMI; not more than a message and its forms can show. */
  readonly found: readonly Drift[];
  readonly count: number;
}
