import type { Grantee } from '../model/facts.js';
import type { ImageRef } from '../model/image.js';
import type { Person, RequestId } from '../request/types.js';

/** Whom an AMI was seen to be shared with. */
export interface ImageSharing extends ImageRef {
  readonly name: string;
  readonly grantees: readonly Grantee[];
  /** Whether that is everybody; else those who are not named may have it, too. */
  readonly isComplete: boolean;
}

/** `unexplained`: it is there, and no approved request gave it. `gone`: one gave it, and it is no longer there. */
export type DriftKind = 'unexplained' | 'gone';

/** One launch permission that is otherwise than the requests say. */
export interface Drift extends ImageRef {
  readonly name: string;
  readonly grantee: Grantee;
  readonly kind: DriftKind;
  /** The requests that speak about it last: that gave what is gone, or took away what is there. */
  readonly requests: readonly RequestId[];
}

/** Somebody takes a drift for what is to be from then on. */
export interface Adoption extends ImageRef {
  readonly grantee: Grantee;
  readonly kind: DriftKind;
  readonly by: Person;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly reason?: string;
  /** So many distinct people the rules asked for then. */
  readonly requiredAdopters: number;
}

/** What a scan found of it. */
export interface DriftReport {
  /** By place and AMI; not more than a message and its forms can show. */
  readonly found: readonly Drift[];
  readonly count: number;
}
