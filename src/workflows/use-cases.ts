import type { AdoptReply, DriftList, DriftOutcome, StaleList, StaleOutcome, StaleReply } from './digest-answers.js';
import type { Digest } from './digest/types.js';
import type { Adoption } from './drift/types.js';
import type {
  Change,
  ImageInput,
  InstanceInput,
  ReadOperation,
  SearchOperation,
  Sheet,
} from './operations/contract.js';
import type { Plan } from './plan/types.js';
import type { Match } from './policy/explain.js';
import type { Ruling } from './policy/types.js';
import type { ImageNotSettled, NotSettled } from './located.js';
import type { ImageMatches, Page, PageOf } from './ports.js';
import type { Refusal } from './request/decide.js';
import type { Person, Request, RequestId, RequestSummary } from './request/types.js';
import type { Keep } from './stale/types.js';
import type { Refused, Submission } from './submission.js';
import type { Position } from './search/selection.js';

/** Everything that the outside can ask of the product. Refusals are values; what ports throw passes through. */
export interface UseCases {
  /** Turns a parsed input into a stored request, posts it, and runs it where a rule lets it run without a human. */
  submit(ask: Ask): Promise<Submission>;
  /** Says what would become of a request, and which rules decide it; stores nothing. */
  consider(ask: Pick<Ask, 'operation' | 'input'>): Promise<Consideration>;
  /** Approves, denies, cancels, stops or retries a request. Running it goes on after the answer. */
  act(deed: Deed): Promise<DeedAnswer>;
  /** Makes the request that takes back what another one did. */
  undo(ask: UndoAsk): Promise<UndoAnswer>;
  /** Answers a reading operation. */
  inspect(question: Question): Promise<Inspection>;
  /** Answers which AMIs there are, a page at a time. */
  search(question: SearchQuestion): Promise<SearchAnswer>;
  /** Scans for stale AMIs now, and gives what a digest tells. */
  digest(): Promise<Digest>;
  /** What the last scan called stale and nobody keeps; undefined when no scan is remembered. */
  listStale(): Promise<StaleList | undefined>;
  answerStale(reply: StaleReply): Promise<readonly StaleOutcome[]>;
  /** The shares that the last scan found and nobody has adopted since; undefined when that is not known. */
  listDrift(): Promise<DriftList | undefined>;
  adoptShares(reply: AdoptReply): Promise<readonly DriftOutcome[]>;
  /** Tells every request about something, and the one that made it. */
  history(ask: HistoryAsk): Promise<Told>;
  /** The requests before those that were told. */
  olderHistory(from: OlderFrom): Promise<Told>;
  /** What concerns a person; `lately` may rest on groups that were read within the last minute. */
  home(person: Person, how: 'now' | 'lately'): Promise<Home>;
  find(id: RequestId): Promise<Request | undefined>;
  list(which: Listing, page: PageOf): Promise<Page<RequestSummary>>;
}

export interface Ask {
  readonly operation: Change;
  /** As the operation's `parse` gave it. */
  readonly input: unknown;
  readonly requester: Person;
  readonly reason?: string;
}

export type Consideration =
  | {
      readonly kind: 'possible';
      readonly plan: Plan;
      /** What the rules say of each target. */
      readonly matches: readonly Match[];
      readonly ruling: Ruling;
    }
  | Refused
  | NotSettled;

export interface UndoAsk {
  readonly requestId: RequestId;
  readonly by: Person;
  readonly reason?: string;
}

export type UndoAnswer =
  | Exclude<Submission, ImageNotSettled>
  | { readonly kind: 'not-allowed'; readonly refusal: Refusal; readonly request: Request }
  | { readonly kind: 'no-such-request'; readonly id: RequestId };

/** What the Home tab shows. */
export type Home =
  | { readonly kind: 'stranger' }
  | {
      readonly kind: 'home';
      /** What this person could approve, the first to expire first. */
      readonly waiting: readonly Request[];
      /** Groups that Slack does not tell the members of: requests may be missing because of them. */
      readonly unread: readonly string[];
      readonly isMoreOpen: boolean;
      readonly mine: readonly RequestSummary[];
      readonly isMoreMine: boolean;
    };

export interface Question {
  readonly operation: ReadOperation;
  readonly input: unknown;
}

export type Inspection = { readonly kind: 'sheet'; readonly sheet: Sheet } | ImageNotSettled;

export interface SearchQuestion {
  readonly operation: SearchOperation;
  readonly input: unknown;
  /** Where the page before ended. */
  readonly after?: Position | undefined;
}

export interface SearchAnswer {
  readonly sheet: Sheet;
  /** Present when there is more. */
  readonly next?: Position;
}

export type HistoryAsk =
  | { readonly about: 'image'; readonly input: ImageInput }
  | { readonly about: 'instance'; readonly input: InstanceInput }
  /** A file in S3, by what `subjectName` gives. */
  | { readonly about: 'object'; readonly name: string };

/** Where the history that was told ends. */
export interface OlderFrom {
  /** As `subjectName` gives it. */
  readonly name: string;
  readonly cursor: string;
}

export type Told =
  | {
      readonly kind: 'told';
      /** As `subjectName` gives it. */
      readonly name: string;
      /** Newest first. */
      readonly requests: readonly Request[];
      /** Where older requests go on, if there are any. */
      readonly older?: OlderFrom;
      /** The request that made it, where one here did. */
      readonly maker?: Request;
      /** The answers that keep it out of the digest now. */
      readonly keeps: readonly Keep[];
      /** All adoptions of its shares, the oldest first. */
      readonly adoptions: readonly Adoption[];
      /** Where it was not found and could not be looked for, so that its maker is unknown. */
      readonly unreachable: ImageMatches['unreachable'];
    }
  | NotSettled;

export interface Deed {
  readonly requestId: RequestId;
  readonly by: Person;
  readonly attempt: DeedAttempt;
}

export type DeedAttempt =
  | { readonly kind: 'approve' }
  | { readonly kind: 'deny'; readonly reason: string }
  /** Whether this person could deny it, before they are asked for the reason; changes nothing. */
  | { readonly kind: 'consider-denial' }
  /** Also stops what is stopped between its steps. */
  | { readonly kind: 'cancel' }
  | { readonly kind: 'stop' }
  /** Ends the time of what was done for a time. */
  | { readonly kind: 'end' }
  | { readonly kind: 'retry' };

export type DeedAnswer =
  | { readonly kind: 'accepted'; readonly request: Request }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly request: Request }
  | { readonly kind: 'no-such-request'; readonly id: RequestId };

export type Listing =
  { readonly kind: 'mine'; readonly person: Person } | { readonly kind: 'pending' } | { readonly kind: 'all' };
