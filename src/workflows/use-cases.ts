import type {
  AdoptDriftCommand,
  DriftList,
  DriftOutcome,
  StaleList,
  StaleOutcome,
  StaleResponse,
} from './digest/results.js';
import type { Digest } from '../domain/digest/types.js';
import type { Adoption } from '../domain/drift/types.js';
import type {
  AnyChangeOperation,
  ImageInput,
  InstanceInput,
  ReadOperation,
  SearchOperation,
  Report,
} from '../domain/operations/contract.js';
import type { Plan } from '../domain/plan/types.js';
import type { RuleMatch } from '../domain/policy/evaluate.js';
import type { PolicyDecision } from '../domain/policy/types.js';
import type { UnresolvedImage, UnresolvedSubject } from './resolve/unresolved.js';
import type { Page, PageRequest } from './ports/request-store.js';
import type { ImageMatches } from './ports/resource-finder.js';
import type { Refusal } from '../domain/request/refusal.js';
import type { Person, Request, RequestId, RequestSummary } from '../domain/request/types.js';
import type { Exemption } from '../domain/stale/types.js';
import type { RefusedSubmission, Submission } from './requests/submission.js';
import type { PageCursor } from './inventory/selection.js';
import type { Access, Admission, AdmissionRefusal } from './observation/admission.js';

/** Everything that the outside can ask of the product. Refusals are values; what ports throw passes through. */
export interface UseCases {
  /** Decides whether a person may use AMI Steward. To be asked before everything but `actOnRequest`, `undoRequest` and
   * `getHome`, which ask on their own. */
  admit(person: Person, access: Access): Promise<Admission>;
  /** Turns parsed input into a stored request, posts it, and runs it if a rule allows that without approval. */
  submitRequest(command: SubmitRequestCommand): Promise<Submission>;
  /** Returns what a request would do, and which rules decide it. Stores nothing. */
  previewRequest(command: Pick<SubmitRequestCommand, 'operation' | 'input'>): Promise<RequestPreview>;
  /** Approves, denies, cancels, stops or retries a request. The run continues after the answer. */
  actOnRequest(command: RequestActionCommand): Promise<RequestActionResult>;
  /** Creates the request that reverts another one. */
  undoRequest(command: UndoRequestCommand): Promise<UndoResult>;
  /** Answers a reading operation. */
  describe(query: DescribeQuery): Promise<DescribeResult>;
  /** Answers which AMIs there are, a page at a time. */
  search(query: SearchQuery): Promise<SearchResult>;
  /** Scans for stale AMIs now, and returns the digest. */
  buildDigest(): Promise<Digest>;
  /** The stale AMIs of the last scan without an exemption. `undefined` if no scan is stored. */
  listStaleImages(): Promise<StaleList | undefined>;
  respondToStale(response: StaleResponse): Promise<readonly StaleOutcome[]>;
  /** The drifts of the last scan that were not adopted. `undefined` if unknown. */
  listDrift(): Promise<DriftList | undefined>;
  adoptDrift(command: AdoptDriftCommand): Promise<readonly DriftOutcome[]>;
  /** Returns every request about a subject, and the one that created it. */
  getHistory(query: HistoryQuery): Promise<HistoryResult>;
  /** Returns the requests before a page. */
  getOlderHistory(cursor: HistoryCursor): Promise<HistoryResult>;
  /** What concerns a person. May rest on groups that were read within the last minute. */
  getHome(person: Person): Promise<Home>;
  getRequest(id: RequestId): Promise<Request | undefined>;
  listRequests(filter: RequestFilter, page: PageRequest): Promise<Page<RequestSummary>>;
}

export interface SubmitRequestCommand {
  readonly operation: AnyChangeOperation;
  /** As the operation's `parse` gave it. */
  readonly input: unknown;
  readonly requester: Person;
  readonly reason?: string;
}

export type RequestPreview =
  | {
      readonly kind: 'planned';
      readonly plan: Plan;
      /** What the rules decide about each target. */
      readonly matches: readonly RuleMatch[];
      readonly policyDecision: PolicyDecision;
    }
  | RefusedSubmission
  | UnresolvedSubject;

export interface UndoRequestCommand {
  readonly requestId: RequestId;
  readonly by: Person;
  readonly reason?: string;
}

export type UndoResult =
  | Exclude<Submission, UnresolvedImage>
  | { readonly kind: 'not-allowed'; readonly refusal: Refusal; readonly request: Request }
  | { readonly kind: 'request-not-found'; readonly id: RequestId };

/** What the Home tab shows. */
export type Home =
  | { readonly kind: 'refused'; readonly code: AdmissionRefusal }
  | {
      readonly kind: 'home';
      /** What this person could approve, the first to expire first. */
      readonly awaitingDecision: readonly Request[];
      /** Groups whose members Slack does not return. Requests may be missing because of them. */
      readonly unreadableGroups: readonly string[];
      readonly hasMoreOpen: boolean;
      readonly ownRequests: readonly RequestSummary[];
      readonly hasMoreOwn: boolean;
    };

export interface DescribeQuery {
  readonly operation: ReadOperation;
  readonly input: unknown;
}

export type DescribeResult = { readonly kind: 'report'; readonly report: Report } | UnresolvedImage;

export interface SearchQuery {
  readonly operation: SearchOperation;
  readonly input: unknown;
  /** Where the page before ended. */
  readonly after?: PageCursor | undefined;
}

export interface SearchResult {
  readonly report: Report;
  /** Present when there is more. */
  readonly next?: PageCursor;
}

export type HistoryQuery =
  | { readonly subjectKind: 'image'; readonly input: ImageInput }
  | { readonly subjectKind: 'instance'; readonly input: InstanceInput }
  /** A file in S3, by what `subjectKey` gives. */
  | { readonly subjectKind: 'object'; readonly subjectKey: string };

/** The end of the page. */
export interface HistoryCursor {
  /** As `subjectKey` gives it. */
  readonly subjectKey: string;
  readonly cursor: string;
}

export type HistoryResult =
  | {
      readonly kind: 'history';
      /** As `subjectKey` gives it. */
      readonly subjectKey: string;
      /** Newest first. */
      readonly requests: readonly Request[];
      /** The cursor of older requests, if there are any. */
      readonly older?: HistoryCursor;
      /** The request that made it, where one here did. */
      readonly creator?: Request;
      /** The answers that keep it out of the digest now. */
      readonly exemptions: readonly Exemption[];
      /** All adoptions of its shares, the oldest first. */
      readonly adoptions: readonly Adoption[];
      /** Present if the subject was not found and some places could not be searched, so that its creator is unknown. */
      readonly unreachable: ImageMatches['unreachable'];
    }
  | UnresolvedSubject;

export interface RequestActionCommand {
  readonly requestId: RequestId;
  readonly by: Person;
  readonly action: RequestAction;
}

export type RequestAction =
  /** `planDigest`: of the plan that the person was shown. */
  | { readonly kind: 'approve'; readonly planDigest: string }
  | { readonly kind: 'deny'; readonly reason: string }
  /** Whether this person could deny it, before they are asked for the reason; changes nothing. */
  | { readonly kind: 'check-denial' }
  /** Also stops what is stopped between its steps. */
  | { readonly kind: 'cancel' }
  | { readonly kind: 'stop' }
  /** Ends the time of what was done for a time. */
  | { readonly kind: 'expire-now' }
  | { readonly kind: 'retry' };

export type RequestActionResult =
  | { readonly kind: 'accepted'; readonly request: Request }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly request: Request }
  | { readonly kind: 'request-not-found'; readonly id: RequestId };

export type RequestFilter =
  { readonly kind: 'mine'; readonly person: Person } | { readonly kind: 'pending' } | { readonly kind: 'all' };
