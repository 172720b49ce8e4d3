import type { Person, Request, RequestId, RequestSummary } from '../../domain/request/types.js';

/**
 * Stores requests, one record each. Every write is conditional on the stored version. Every method may throw
 * `Throttled` or `AccessDenied`.
 *
 * To retry a write whose outcome is unknown (`UnknownOutcome`), pass the same object again: the store recognizes its
 * own write by object identity, and reports success instead of a conflict.
 */
export interface RequestStore {
  /**
   * Stores a new request at version 1.
   * @throws {Conflict} if the id is already in use.
   * @throws {UnknownOutcome} if no response arrived.
   */
  create(request: Request): Promise<void>;

  /** Returns the latest version (strongly consistent read), or `undefined` if there is no such request. */
  load(id: RequestId): Promise<Request | undefined>;

  /**
   * Replaces version `request.version - 1`.
   * @throws {Conflict} if another version is stored.
   * @throws {UnknownOutcome} if no response arrived.
   */
  save(request: Request): Promise<void>;

  /**
   * Returns the ids of requests with a task due at or before `now` (ISO 8601), the most overdue first. Eventually
   * consistent.
   */
  listDue(now: string, limit: number): Promise<readonly RequestId[]>;

  /** Lists the requests about a subject by its `subjectKey`, newest first. Eventually consistent, like all lists. */
  listBySubject(subjectKey: string, page: PageRequest): Promise<Page<RequestSummary>>;

  /** Lists the requests of a person, newest first. */
  listByRequester(person: Person, page: PageRequest): Promise<Page<RequestSummary>>;

  /** Lists the requests that are neither finished nor failed, newest first. */
  listOpen(page: PageRequest): Promise<Page<RequestSummary>>;

  /** Lists all requests, newest first. */
  listAll(page: PageRequest): Promise<Page<RequestSummary>>;

  /** Resolves when the store answers, and throws what `listDue` would. */
  ping(): Promise<void>;
}

export interface PageRequest {
  /** The maximum number of items of the page. */
  readonly limit: number;
  /** From an earlier page of the same list. An invalid one throws `Rejected` with the code `invalid-cursor`. */
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Present if there are more items. */
  readonly cursor?: string;
}
