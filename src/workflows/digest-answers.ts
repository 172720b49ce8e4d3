import type { Drift } from './drift/types.js';
import type { ImageRef } from './facts/image.js';
import type { Change } from './operations/contract.js';
import type { Standing } from './policy/standing.js';
import type { Ruling, RulingRefusal } from './policy/types.js';
import type { Person } from './request/types.js';
import type { Keep, StaleNote } from './stale/types.js';
import type { Submission } from './submission.js';

/** What somebody answers about one or several stale AMIs. */
export type StaleReply =
  | {
      readonly kind: 'keep';
      readonly by: Person;
      readonly images: readonly ImageRef[];
      readonly days: number;
      readonly reason: string;
    }
  /** For each AMI an ordinary request. */
  | {
      readonly kind: 'ask';
      readonly by: Person;
      readonly reason?: string;
      readonly asks: readonly { readonly image: ImageRef; readonly operation: Change; readonly input: unknown }[];
    };

export interface StaleOutcome {
  readonly image: ImageRef;
  /** Where it is known. */
  readonly name?: string;
  readonly result:
    | { readonly kind: 'kept'; readonly keep: Keep }
    /** An answer of the same length or longer is there already. */
    | { readonly kind: 'kept-already'; readonly keep: Keep }
    | { readonly kind: 'gone' }
    | { readonly kind: 'asked'; readonly submission: Submission }
    | { readonly kind: 'failed'; readonly message: string };
}

/** The stale AMIs of the last scan that nobody has answered to keep since. */
export interface StaleList {
  readonly scannedAt: string;
  readonly images: readonly StaleNote[];
}

/** The drifts of the last scan that nobody has adopted since. */
export interface DriftList {
  readonly scannedAt: string;
  readonly drifts: readonly Drift[];
}

/** Somebody takes drifts for what is to be. */
export interface AdoptReply {
  readonly by: Person;
  readonly drifts: readonly Drift[];
  readonly reason?: string;
}

export interface DriftOutcome {
  readonly drift: Drift;
  readonly result:
    /** `missing`: so many more people have to adopt it before it counts. */
    | { readonly kind: 'adopted' | 'adopted-already'; readonly missing: number }
    /** It is as the requests, or other people's adoptions, say by now. */
    | { readonly kind: 'settled' }
    | { readonly kind: 'no-image' }
    /** The rules allow no such share. */
    | { readonly kind: 'forbidden'; readonly reason: RulingRefusal }
    /** Somebody else has to. */
    | { readonly kind: 'not-allowed'; readonly why: Exclude<Standing, { kind: 'approver' }>; readonly ruling: Ruling }
    | { readonly kind: 'failed'; readonly message: string };
}
