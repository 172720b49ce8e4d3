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
import type { ImageMatches, Page, PageRequest } from './ports/ports.js';
import type { Refusal } from '../domain/request/refusal.js';
import type { Person, Request, RequestId, RequestSummary } from '../domain/request/types.js';
import type { Exemption } from '../domain/stale/types.js';
import type { RefusedSubmission, Submission } from './requests/submission.js';
import type { PageCursor } from './inventory/selection.js';

/** Everything that the outside can ask of the product. Refusals are values; what ports throw passes through. */
export interface UseCases {
  /** Turns a parsed input into a stored request, posts it, and runs it where a rule lets it run without a human. */
  submitRequest(command: SubmitRequestCommand): Promise<Submission>;
  /** Says what would become of a request, and which rules decide it; stores nothing. */
  previewRequest(command: Pick<SubmitRequestCommand, 'operation' | 'input'>): Promise<RequestPreview>;
  /** Approves, denies, cancels, stops or retries a request. Running it goes on after the answer. */
  actOnRequest(command: RequestActionCommand): Promise<RequestActionResult>;
  /** Makes the request that takes back what another one did. */
  undoRequest(command: UndoRequestCommand): Promise<UndoResult>;
  /** Answers a reading operation. */
  describe(query: DescribeQuery): Promise<DescribeResult>;
  /** Answers which AMIs there are, a page at a time. */
  search(query: SearchQuery): Promise<SearchResult>;
  /** Scans for stale AMIs now, and gives what a digest tells. */
  buildDigest(): Promise<Digest>;
  /** What the last scan called stale and nobody keeps; undefined when no scan is remembered. */
  listStaleImages(): Promise<StaleList | undefined>;
  respondToStale(response: StaleResponse): Promise<readonly StaleOutcome[]>;
  /** The shares that the last scan found and nobody has adopted since; undefined when that is not known. */
  listDrift(): Promise<DriftList | undefined>;
  adoptDrift(command: AdoptDriftCommand): Promise<readonly DriftOutcome[]>;
  /** Tells every request about something, and the one that made it. */
  getHistory(query: HistoryQuery): Promise<HistoryResult>;
  /** The requests before those that were told. */
  getOlderHistory(cursor: HistoryCursor): Promise<HistoryResult>;
  /** What concerns a person; `lately` may rest on groups that were read within the last minute. */
  getHome(person: Person, membership: 'fresh' | 'cached'): Promise<Home>;
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
      /** What the rules say of each target. */
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
  | { readonly kind: 'external-user' }
  | {
      readonly kind: 'home';
      /** What this person could approve, the first to expire first. */
      readonly awaitingDecision: readonly Request[];
      /** Groups that Slack does not tell the members of: requests may be missing because of them. */
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
  /** A file in S3, by what `subjectName` gives. */
  | { readonly subjectKind: 'object'; readonly subjectKey: string };

/** Where the history that was told ends. */
export interface HistoryCursor {
  /** As `subjectName` gives it. */
  readonly subjectKey: string;
  readonly cursor: string;
}

export type HistoryResult =
  | {
      readonly kind: 'history';
      /** As `subjectName` gives it. */
      readonly subjectKey: string;
      /** Newest first. */
      readonly requests: readonly Request[];
      /** Where older requests go on, if there are any. */
      readonly older?: HistoryCursor;
      /** The request that made it, where one here did. */
      readonly creator?: Request;
      /** The answers that keep it out of the digest now. */
      readonly exemptions: readonly Exemption[];
      /** All adoptions of its shares, the oldest first. */
      readonly adoptions: readonly Adoption[];
      /** Where it was not found and could not be looked for, so that its maker is unknown. */
      readonly unreachable: ImageMatches['unreachable'];
    }
  | UnresolvedSubject;

export interface RequestActionCommand {
  readonly requestId: RequestId;
  readonly by: Person;
  readonly action: RequestAction;
}

export type RequestAction =
  | { readonly kind: 'approve' }
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
