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
  return isUnderWay && isRungAhead(request) && stopOf(request) === undefined;
}
