import type { Fact } from './fact.js';
import type { S3ObjectRef } from './subject.js';

/** A file as its bucket lists it. */
export interface S3Object {
  readonly sizeBytes: number;
  /** `STANDARD`, `GLACIER` … as S3 spells it. */
  readonly storageClass: string;
  /** ISO 8601, UTC. */
  readonly lastModifiedAt: string;
}

/** Whether the role `vmimport` exists and trusts VM Import/Export. */
export type ImportRole = 'trusted' | 'untrusted' | 'missing';

/** What was observed of an S3 object to import. */
export interface S3ObjectFacts {
  /** ISO 8601, UTC. */
  readonly observedAt: string;
  readonly object: S3ObjectRef;
  /** Null: there is no such bucket. */
  readonly bucketRegion: Fact<string | null>;
  /** Null: the bucket has no such file. */
  readonly file: Fact<S3Object | null>;
  /** Of the account that imports. */
  readonly role: Fact<ImportRole>;
  /** Whether new snapshots are encrypted there by default. */
  readonly encryptionByDefault: Fact<boolean>;
}

/** Nothing can be chosen. */
export type S3ObjectObservationRequest = Readonly<Record<string, never>>;
