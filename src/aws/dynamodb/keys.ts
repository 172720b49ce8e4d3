import { subjectKey } from '../../domain/model/subject.js';
import type { Person, Request } from '../../domain/request/types.js';

/** The attributes that the table and its indexes are keyed by. */
export interface RequestKeys {
  readonly id: string;
  /** Sort key of all lists: by time, and among the same time by id. */
  readonly order: string;
  /** What the request is about, as `subjectKey` gives it. */
  readonly subject: string;
  readonly requester: string;
  readonly allIn: typeof ALL_REQUESTS_PARTITION;
  /** Present while the request is neither finished nor failed. */
  readonly openIn?: typeof ALL_REQUESTS_PARTITION;
  /** Both present while the request has a task, now or later. */
  readonly dueIn?: typeof ALL_REQUESTS_PARTITION;
  readonly dueAt?: string;
}

/**
 * The partition of an index with all its requests. One partition takes 1,000 writes a second, and a list's entry is
 * written when a request is created and when its status changes: thousands of requests a minute come nowhere near.
 * Monthly buckets would make every reader walk through empty months. An index partition is not limited in size.
 * (DynamoDB Developer Guide, "Best practices for designing and using partition keys effectively")
 */
export const ALL_REQUESTS_PARTITION = 'requests';

export function toKeys(request: Request, dueAt: string | undefined): RequestKeys {
  const { id, subject, requester } = request;
  return {
    id,
    order: sortKey(request),
    subject: subjectKey(subject),
    requester: requesterKey(requester),
    allIn: ALL_REQUESTS_PARTITION,
    ...(isOpen(request) ? { openIn: ALL_REQUESTS_PARTITION } : {}),
    ...(dueAt === undefined ? {} : { dueIn: ALL_REQUESTS_PARTITION, dueAt }),
  };
}

export function sortKey({ id, createdAt }: Pick<Request, 'id' | 'createdAt'>): string {
  return `${createdAt}#${id}`;
}

/** A user id is unique within its team only. */
export function requesterKey({ teamId, userId }: Person): string {
  return `${teamId}#${userId}`;
}

/** The request id at the end of a sort key. `undefined` for any other key. */
export function idFromSortKey(order: string): string | undefined {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#(AR-[0-9A-HJKMNP-TV-Z]{6})$/.exec(order)?.[1];
}

function isOpen({ status }: Request): boolean {
  return status === 'pending' || status === 'approved' || status === 'running';
}
