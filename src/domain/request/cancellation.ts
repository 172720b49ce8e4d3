import type { Step } from '../plan/types.js';
import { hasUpcomingStage } from './stages.js';
import type { Request, RequestEvent } from './types.js';

type CancelRequested = Extract<RequestEvent, { type: 'cancel-requested' }>;

/** Who requested the cancellation of a running request, and when. */
export function cancellationRequest({ history }: Request): CancelRequested | undefined {
  return history.find((event): event is CancelRequested => event.type === 'cancel-requested');
}

/** Whether Stop would still keep something from being done. */
export function canCancelRun(request: Request): boolean {
  const isUnderWay = request.status === 'approved' || request.status === 'running';
  return isUnderWay && (hasUpcomingStage(request) || canAbort(request)) && cancellationRequest(request) === undefined;
}

/** Whether Cancel would abort a step half way. */
export function canAbort({ plan, steps }: Request): boolean {
  return plan.steps.some(({ id, cancellable }) => {
    const state = steps[id]?.state;
    return cancellable === true && (state === undefined || state === 'started' || state === 'waiting');
  });
}

/** Whether a pending step must be aborted now. */
export function mustAbort(step: Step, request: Request): boolean {
  return step.cancellable === true && cancellationRequest(request) !== undefined;
}
