import { substituteOutputs } from '../plan/outputs.js';
import type { Step, UndoStep } from '../plan/types.js';
import type { Request, StepProgress } from '../request/types.js';

/** A step that has, or may have, changed something, and its undo. Neither contains references. */
export interface RevertibleStep {
  readonly step: Step;
  readonly startedAt: string;
  readonly undo: readonly UndoStep[];
}

/** The revertible steps of a request, the last first. */
export interface RevertPlan {
  readonly revertible: readonly RevertibleStep[];
  /** Steps that may have left something that cannot be named. */
  readonly unresolvable: readonly Step[];
}

/** Reads a request's own record alone: whether it is still so is another question. */
export function toRevertPlan(request: Request): RevertPlan {
  const revertible: RevertibleStep[] = [];
  const unresolvable: Step[] = [];
  for (const step of request.plan.steps.toReversed()) {
    const progress = request.steps[step.id];
    if (!mayHaveRun(progress) || step.cleanup !== undefined || (step.undo ?? []).length === 0) continue;
    const candidate = toRevertibleStep(step, request, progress);
    if (candidate !== undefined) revertible.push(candidate);
    else if (!isCleanedUp(step, request)) unresolvable.push(step);
  }
  return { revertible, unresolvable };
}

function isCleanedUp({ id }: Step, { plan, steps }: Request): boolean {
  return plan.steps.some((each) => each.cleanup?.stepId === id && steps[each.id]?.state === 'done');
}

/** Whether Undo has anything to offer for a request as it is. */
export function canBeUndone(request: Request): boolean {
  if (['pending', 'approved', 'running'].includes(request.status)) return false;
  return request.undoneBy?.done !== true && toRevertPlan(request).revertible.length > 0;
}

/** The steps of a request that have, or may have, been carried out, as they were sent. */
export function executedSteps(request: Request): readonly Pick<RevertibleStep, 'step' | 'startedAt'>[] {
  return request.plan.steps.flatMap((step) => {
    const progress = request.steps[step.id];
    if (!mayHaveRun(progress)) return [];
    const sent = withOutputs(step, request);
    return sent === undefined ? [] : [{ step: sent, startedAt: progress.startedAt }];
  });
}

function toRevertibleStep(step: Step, request: Request, { startedAt }: StepProgress): RevertibleStep | undefined {
  const sent = withOutputs(step, request);
  return sent?.undo === undefined ? undefined : { step: sent, startedAt, undo: sent.undo };
}

/** A call whose answer never came may have been carried out, and so may one whose effect was not seen. */
function mayHaveRun(progress: StepProgress | undefined): progress is StepProgress {
  switch (progress?.state) {
    case undefined:
    case 'skipped':
      return false;
    case 'started':
    case 'waiting':
    case 'done':
      return true;
    case 'failed':
      return (
        progress.outputs !== undefined || ['unknown-outcome', 'not-confirmed'].includes(progress.failure?.code ?? '')
      );
  }
}

class MissingValue extends Error {}

function withOutputs(step: Step, { steps }: Request): Step | undefined {
  try {
    return substituteOutputs(step, (outputRef) => {
      const value = steps[outputRef.step]?.outputs?.[outputRef.output];
      if (value === undefined) throw new MissingValue(outputRef.output);
      return value;
    });
  } catch (error) {
    if (error instanceof MissingValue) return undefined;
    throw error;
  }
}
