import { omitUndefined } from '../../domain/model/omit-undefined.js';
import type { DigestAnnotation } from '../../domain/digest/digest-message.js';
import type { Drift } from '../../domain/drift/types.js';
import type { ImageRef } from '../../domain/model/image.js';
import type { AnyChangeOperation } from '../../domain/operations/contract.js';
import type { Eligibility } from '../../domain/policy/eligibility.js';
import type { PolicyDecision, PolicyRefusal } from '../../domain/policy/types.js';
import type { Person } from '../../domain/request/types.js';
import type { Exemption, StaleRecord } from '../../domain/stale/types.js';
import type { Submission } from '../requests/submission.js';

/** A user's response about one or several stale AMIs. */
export type StaleResponse =
  | {
      readonly kind: 'exempt';
      readonly by: Person;
      readonly images: readonly ImageRef[];
      readonly days: number;
      readonly reason: string;
    }
  /** For each AMI an ordinary request. */
  | {
      readonly kind: 'request';
      readonly by: Person;
      readonly reason?: string;
      readonly requests: readonly {
        readonly image: ImageRef;
        readonly operation: AnyChangeOperation;
        readonly input: unknown;
      }[];
    };

export interface StaleOutcome {
  readonly image: ImageRef;
  /** Absent if unknown. */
  readonly name?: string;
  readonly result:
    | { readonly kind: 'exempted'; readonly exemption: Exemption }
    /** An answer of the same length or longer is there already. */
    | { readonly kind: 'already-exempted'; readonly exemption: Exemption }
    | { readonly kind: 'not-found' }
    | { readonly kind: 'requested'; readonly submission: Submission }
    | { readonly kind: 'failed'; readonly message: string };
}

/** The stale AMIs of the last scan without an exemption. */
export interface StaleList {
  readonly scannedAt: string;
  readonly images: readonly StaleRecord[];
}

/** The drifts of the last scan that were not adopted. */
export interface DriftList {
  readonly scannedAt: string;
  readonly drifts: readonly Drift[];
}

/** A user adopts drifts. */
export interface AdoptDriftCommand {
  readonly by: Person;
  readonly drifts: readonly Drift[];
  readonly reason?: string;
}

export interface DriftOutcome {
  readonly drift: Drift;
  readonly result:
    /** `missingAdopters`: how many more people must adopt it before it counts. */
    | { readonly kind: 'adopted' | 'already-adopted'; readonly missingAdopters: number }
    /** It is as the requests, or other people's adoptions, say by now. */
    | { readonly kind: 'resolved' }
    | { readonly kind: 'image-not-found' }
    /** The rules allow no such share. */
    | { readonly kind: 'forbidden'; readonly reason: PolicyRefusal }
    /** The user is not an approver of the share. */
    | {
        readonly kind: 'not-allowed';
        readonly eligibility: Exclude<Eligibility, { kind: 'approver' }>;
        readonly policyDecision: PolicyDecision;
      }
    | { readonly kind: 'failed'; readonly message: string };
}

/** The annotations of successful responses. */
export function toAnnotations(outcomes: readonly StaleOutcome[], by: Person): readonly DigestAnnotation[] {
  return outcomes.flatMap(({ image: { imageId, region, account }, name, result }): readonly DigestAnnotation[] => {
    const about = { imageId, region, account, by, ...omitUndefined({ name }) };
    if (result.kind === 'exempted')
      return [{ ...about, response: { kind: 'exempted', until: result.exemption.until } }];
    if (result.kind !== 'requested' || result.submission.kind !== 'submitted') return [];
    const { operation, id: request } = result.submission.request;
    return [{ ...about, response: { kind: 'requested', operation, request } }];
  });
}

export function toAdoptionAnnotations(outcomes: readonly DriftOutcome[], by: Person): readonly DigestAnnotation[] {
  return outcomes.flatMap(
    ({ drift: { imageId, region, account, name, grantee }, result }): readonly DigestAnnotation[] => {
      if (result.kind !== 'adopted') return [];
      return [
        { imageId, region, account, name, by, response: { kind: 'adopted', grantee, missing: result.missingAdopters } },
      ];
    },
  );
}
