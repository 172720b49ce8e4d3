import type { Grantee, ExemptionNote } from './facts.js';
import type { Image } from './image.js';
import type { Fact } from './fact.js';

/** Where AMIs are looked for when nobody names one. */
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

/** A place that could not be looked into, with the reason: there may be more. */
export interface UnreachablePlace {
  readonly account: string;
  readonly region: string;
  readonly reason: string;
}

export interface SearchHit {
  readonly image: Image;
  /** Where it was asked for. */
  readonly sharedWith?: Fact<readonly Grantee[]>;
  /** What the last scan said of it, where only stale ones are asked for. */
  readonly stale?: { readonly since: string; readonly usd: number };
  /** The answer that keeps it out of the digest. */
  readonly exemption?: ExemptionNote;
}

/** One page of what a search came upon, in the order to show it. */
export interface SearchPage {
  readonly observedAt: string;
  readonly images: readonly SearchHit[];
  /** How many fit in all, and how many of them come before this page; undefined where only a part was looked at. */
  readonly count?: { readonly total: number; readonly before: number };
  readonly unreachable: readonly UnreachablePlace[];
  /** Of the scan that says what is stale, where that is asked for; null when none is remembered. */
  readonly scannedAt?: string | null;
}
