import { differenceInMilliseconds } from 'date-fns';
import type { Clock } from '../workflows/ports/clock-and-ids.js';
import type { RequestStore } from '../workflows/ports/request-store.js';
import { setNewest } from '../domain/model/bounded-map.js';
import { nextDueAt } from '../domain/request/next-task.js';
import type { Request, RequestEvent } from '../domain/request/types.js';
import type { Meter } from './meter.js';

/** The state of a request when this process last read or wrote it. */
interface MeasuredState {
  readonly events: number;
  readonly attempts: number;
  readonly shownRevision: number;
}

const MAX_SNAPSHOTS = 10_000;

/**
 * A store that measures what passes through it: every event of a request is written, so nothing else has to be
 * measured. A writer has read before, so that new events of a write are known.
 */
export function withMetrics(store: RequestStore, meter: Meter, clock: Clock): RequestStore {
  const states = new Map<string, MeasuredState>();

  function remember(request: Request): void {
    setNewest(states, [request.id, toMeasuredState(request)], MAX_SNAPSHOTS);
  }

  function recordWrite(request: Request): void {
    const before = states.get(request.id);
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
        const due = request.lease === undefined ? nextDueAt(request) : undefined;
        const delaySeconds = due === undefined ? 0 : secondsBetween(due, clock.now().toISOString());
        if (delaySeconds > 0) meter.observe('steward_due_late_seconds', {}, delaySeconds);
        remember(request);
      }
      return request;
    },
    async save(request) {
      await store.save(request);
      recordWrite(request);
    },
  };
}

function toMeasuredState(request: Request): MeasuredState {
  return {
    events: request.history.length,
    attempts: countAttempts(request),
    shownRevision: request.notifications.shownRevision,
  };
}

function countAttempts({ steps }: Request): number {
  return Object.values(steps).reduce((sum, { attempts }) => sum + attempts, 0);
}

function measure(meter: Meter, request: Request, before: MeasuredState): void {
  for (const event of request.history.slice(before.events)) measureEvent(meter, request, event);
  const retries = countAttempts(request) - before.attempts;
  if (retries > 0) meter.count('steward_call_retries_total', { operation: request.operation }, retries);
  const { shownRevision, shownAt } = request.notifications;
  const last = request.history.at(-1);
  if (
    shownRevision > before.shownRevision &&
    shownRevision === request.revision &&
    shownAt !== undefined &&
    last !== undefined
  ) {
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
    meter.observe('steward_done_seconds', { operation }, secondsBetween(findApprovalTime(request), event.at));
  }
  if (event.type === 'action-refused') meter.count('steward_decisions_refused_total', { attempt: event.action });
}

function findApprovalTime({ history, createdAt }: Request): string {
  return history.findLast(({ type }) => type === 'approved')?.at ?? createdAt;
}

function secondsBetween(from: string, to: string): number {
  return Math.max(0, differenceInMilliseconds(to, from) / 1_000);
}
