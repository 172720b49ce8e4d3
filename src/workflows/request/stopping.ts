import type { Step } from '../plan/types.js';
import { isRungAhead } from './rungs.js';
import type { Request, RequestEvent } from './types.js';

type StopAsked = Extract<RequestEvent, { type: 'stop-asked' }>;

/** Who asked for a running request to stop, and when. */
export function stopOf({ history }: Request): StopAsked | undefined {
  return history.find((event): event is StopAsked => event.type === 'stop-asked');
}

/** Whether Stop would still keep something from being done. */
export function canStop(request: Request): boolean {
  const isUnderWay = request.status === 'approved' || request.status === 'running';
  return isUnderWay && (isRungAhead(request) || canBreakOff(request)) && stopOf(request) === undefined;
}

/** Whether there is a step that Stop would end half way. */
export function canBreakOff({ plan, steps }: Request): boolean {
  return plan.steps.some(({ id, mayBeStopped }) => {
    const state = steps[id]?.state;
    return mayBeStopped === true && (state === undefined || state === 'started' || state === 'waiting');
  });
}

/** Whether a step that is waited for is to be ended half way now. */
export function isToBreakOff(step: Step, request: Request): boolean {
  return step.mayBeStopped === true && stopOf(request) !== undefined;
}
