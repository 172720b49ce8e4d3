import type { Step } from '../plan/types.js';
import { later } from './times.js';
import type { Request, RequestEvent } from './types.js';

type Announcement = Extract<RequestEvent, { type: 'rung-announced' }>;

const DAY_MS = 86_400_000;

/** When a step that waits for its time is announced, and when it is begun. ISO 8601. */
export interface RungTimes {
  readonly announceAt: string;
  readonly at: string;
  readonly isAnnounced: boolean;
}

/** How long before a rung people are told of it: a day, or a quarter of the wait where that is less. */
export function leadMs(waitMs: number): number {
  return Math.min(DAY_MS, Math.ceil(waitMs / 4));
}

/** The times of a step that waits for one; expected ones while a step before it waits too, and none before the run began. */
export function rungTimes(step: Step, request: Request): RungTimes | undefined {
  const from = anchorOf(step, request);
  if (step.waitMs === undefined || from === undefined) return undefined;
  const planned = later(from, step.waitMs);
  const announcement = announcementOf(step, request);
  return {
    announceAt: later(planned, -leadMs(step.waitMs)),
    at: announcement?.due ?? planned,
    isAnnounced: announcement !== undefined,
  };
}

/**
 * When a rung is begun that is announced now. One that could not be announced in time is begun later: nobody is to lose
 * the time in which to stop it.
 */
export function dueIfAnnounced(waitMs: number, { at }: RungTimes, now: string): string {
  const earliest = later(now, leadMs(waitMs));
  return earliest > at ? earliest : at;
}

/** Whether a step still waits for its time: then there is something that can be stopped. */
export function isRungAhead({ plan, steps }: Request): boolean {
  return plan.steps.some(({ id, waitMs }) => waitMs !== undefined && steps[id] === undefined);
}

function announcementOf({ id }: Step, { history }: Request): Announcement | undefined {
  return history.findLast((event): event is Announcement => event.type === 'rung-announced' && event.step === id);
}

/** The moment from which a step's wait counts. */
function anchorOf({ after }: Step, request: Request): string | undefined {
  const needed = request.plan.steps.filter(({ id }) => after.includes(id));
  const began = request.history.find(({ type }) => type === 'started')?.at;
  const ends = needed.flatMap((step) => endOf(step, request) ?? []);
  return [...(began === undefined ? [] : [began]), ...ends].sort().at(-1);
}

function endOf(step: Step, request: Request): string | undefined {
  const done = request.history.findLast((event) => event.type === 'step-done' && event.step === step.id);
  return done?.at ?? rungTimes(step, request)?.at ?? anchorOf(step, request);
}
