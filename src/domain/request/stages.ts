import type { Step } from '../plan/types.js';
import { addMs } from '../model/time.js';
import type { Request, RequestEvent } from './types.js';

type StageAnnouncement = Extract<RequestEvent, { type: 'stage-announced' }>;

const DAY_MS = 86_400_000;

/** When a delayed step is announced, and when it starts. ISO 8601. */
export interface StageTimes {
  readonly announceAt: string;
  readonly startAt: string;
  readonly isAnnounced: boolean;
}

/** How long before a stage users are notified: a day, or a quarter of the delay if that is less. */
export function announcementLeadMs(delayMs: number): number {
  return Math.min(DAY_MS, Math.ceil(delayMs / 4));
}

/** The times of a step that waits for one; expected ones while a step before it waits too, and none before the run began. */
export function stageTimes(step: Step, request: Request): StageTimes | undefined {
  const from = stageStart(step, request);
  if (step.delayMs === undefined || from === undefined) return undefined;
  const planned = addMs(from, step.delayMs);
  const announcement = announcementOf(step, request);
  return {
    announceAt: addMs(planned, -announcementLeadMs(step.delayMs)),
    startAt: announcement?.due ?? planned,
    isAnnounced: announcement !== undefined,
  };
}

/**
 * The start of a stage that is announced now. A late announcement postpones the start, so that there is time to cancel
 * it.
 */
export function dueAfterAnnouncement(delayMs: number, { startAt }: StageTimes, now: string): string {
  const earliest = addMs(now, announcementLeadMs(delayMs));
  return earliest > startAt ? earliest : startAt;
}

/** Whether a step still waits for its time: then there is something that can be stopped. */
export function hasUpcomingStage({ plan, steps }: Request): boolean {
  return plan.steps.some(({ id, delayMs }) => delayMs !== undefined && steps[id] === undefined);
}

function announcementOf({ id }: Step, { history }: Request): StageAnnouncement | undefined {
  return history.findLast((event): event is StageAnnouncement => event.type === 'stage-announced' && event.step === id);
}

/** The moment from which a step's wait counts. */
function stageStart({ after }: Step, request: Request): string | undefined {
  const needed = request.plan.steps.filter(({ id }) => after.includes(id));
  const began = request.history.find(({ type }) => type === 'started')?.at;
  const ends = needed.flatMap((step) => stageEnd(step, request) ?? []);
  return [...(began === undefined ? [] : [began]), ...ends].sort().at(-1);
}

function stageEnd(step: Step, request: Request): string | undefined {
  const done = request.history.findLast((event) => event.type === 'step-done' && event.step === step.id);
  return done?.at ?? stageTimes(step, request)?.startAt ?? stageStart(step, request);
}
