import type { Grantee, ExemptionNote } from './facts.js';
import type { Image } from './image.js';
import type { Fact } from './fact.js';

/** The places that a search without an AMI covers. */
export type CatalogQuery =
  /** What the accounts of the directory own, deprecated and disabled AMIs too. */
  | { readonly kind: 'own'; readonly region?: string | undefined; readonly account?: string | undefined }
  /** What an account publishes under such names, `*` for anything, as far as it is not deprecated. */
  | {
      readonly kind: 'published';
      readonly ownerId: string;
      readonly names: readonly string[];
      readonly region?: string | undefined;
    }
  /** What AWS names by its public parameters. */
  | { readonly kind: 'parameters'; readonly names: readonly string[]; readonly region?: string | undefined };

/** A place that could not be searched, with the reason. It may hold more matches. */
export interface UnreachablePlace {
  readonly account: string;
  readonly region: string;
  readonly reason: string;
}

export interface SearchHit {
  readonly image: Image;
  /** Absent unless requested. */
  readonly sharedWith?: Fact<readonly Grantee[]>;
  /** The result of the last scan, if only stale AMIs are requested. */
  readonly stale?: { readonly since: string; readonly usd: number };
  /** The exemption that keeps it out of the digest. */
  readonly exemption?: ExemptionNote;
}

/** One page of search results, in display order. */
export interface SearchPage {
  readonly observedAt: string;
  readonly images: readonly SearchHit[];
  /** The number of all matches, and of those before this page. `undefined` if only a part was searched. */
  readonly count?: { readonly total: number; readonly before: number };
  readonly unreachable: readonly UnreachablePlace[];
  /** The time of the scan that says what is stale, if requested. `null` if none is stored. */
  readonly scannedAt?: string | null;
}
