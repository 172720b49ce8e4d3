import { differenceInMilliseconds } from 'date-fns';
import type { Clock, RequestStore } from '../workflows/ports.js';
import { dueAt } from '../workflows/request/due.js';
import type { Request, RequestEvent } from '../workflows/request/types.js';
import type { Meter } from './meter.js';

/** What was known of a request when it was last read or written here. */
interface Seen {
  readonly events: number;
  readonly attempts: number;
  readonly shown: number;
}

const MOST_SEEN = 10_000;

/**
 * A store that measures what goes through it: all that happens to a request is written, so nothing else has to be asked.
 * Whoever writes has read before, so that what is new in a write is known.
 */
export function measuredStore(store: RequestStore, meter: Meter, clock: Clock): RequestStore {
  const seen = new Map<string, Seen>();

  function remember(request: Request): void {
    seen.delete(request.id);
    seen.set(request.id, seenOf(request));
    const [oldest] = seen.keys();
    if (seen.size > MOST_SEEN && oldest !== undefined) seen.delete(oldest);
  }

  function written(request: Request): void {
    const before = seen.get(request.id);
    if (before !== undefined) measure(meter, request, before);
    remember(request);
  }

  return {
    ...store,
    async create(request) {
      await store.create(request);
      remember(request);
    },
    async load(id) {
      const request = await store.load(id);
      if (request !== undefined) {
        const due = request.lease === undefined ? dueAt(request) : undefined;
        const late = due === undefined ? 0 : secondsBetween(due, clock.now().toISOString());
        if (late > 0) meter.observe('steward_due_late_seconds', {}, late);
        remember(request);
      }
      return request;
    },
    async save(request) {
      await store.save(request);
      written(request);
    },
  };
}

function seenOf(request: Request): Seen {
  return { events: request.history.length, attempts: attemptsOf(request), shown: request.announced.shown };
}

function attemptsOf({ steps }: Request): number {
  return Object.values(steps).reduce((sum, { attempts }) => sum + attempts, 0);
}

function measure(meter: Meter, request: Request, before: Seen): void {
  for (const event of request.history.slice(before.events)) measureEvent(meter, request, event);
  const retries = attemptsOf(request) - before.attempts;
  if (retries > 0) meter.count('steward_call_retries_total', { operation: request.operation }, retries);
  const { shown, shownAt } = request.announced;
  const last = request.history.at(-1);
  if (shown > before.shown && shown === request.revision && shownAt !== undefined && last !== undefined) {
    meter.observe('steward_slack_lag_seconds', {}, secondsBetween(last.at, shownAt));
  }
}

/** The events after which a request has an outcome; a failed one may be tried again. */
const OUTCOMES = [
  'done',
  'failed',
  'denied',
  'cancelled',
  'expired',
] as const satisfies readonly RequestEvent['type'][];

function measureEvent(meter: Meter, request: Request, event: RequestEvent): void {
  const { operation, createdAt } = request;
  const outcome = OUTCOMES.find((type) => type === event.type);
  if (outcome !== undefined) meter.count('steward_requests_total', { operation, outcome });
  if (event.type === 'denied' || (event.type === 'approved' && event.how === 'people')) {
    meter.observe('steward_decision_seconds', { operation }, secondsBetween(createdAt, event.at));
  }
  if (event.type === 'done') {
    meter.observe('steward_done_seconds', { operation }, secondsBetween(approvedAt(request), event.at));
  }
  if (event.type === 'attempt-refused') meter.count('steward_decisions_refused_total', { attempt: event.attempt });
}

function approvedAt({ history, createdAt }: Request): string {
  return history.findLast(({ type }) => type === 'approved')?.at ?? createdAt;
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, differenceInMilliseconds(to, from) / 1_000);
}
