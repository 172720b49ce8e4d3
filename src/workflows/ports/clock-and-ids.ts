import type { RequestId } from '../../domain/request/types.js';

/** The only source of time for use cases. */
export interface Clock {
  now(): Date;
}

/** The only source of randomness for use cases. */
export interface Ids {
  /** Returns an id for a new request. It may be in use: `RequestStore.create` then throws `Conflict`. */
  requestId(): RequestId;
}
