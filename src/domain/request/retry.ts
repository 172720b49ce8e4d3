import type { Step } from '../plan/types.js';
import type { Request, StepProgress } from './types.js';

/**
 * What a retry keeps: what was achieved and is still there. What failed or was skipped begins anew, and with it what it
 * needs and was cleaned away meanwhile. What nobody needs any more stays done and cleaned away.
 */
export function retainedSteps({ plan, steps }: Request): Readonly<Record<string, StepProgress>> {
  const restarted = restartedSteps(plan.steps, steps);
  const retained = plan.steps.filter(({ id, cleanup }) => isDone(steps[id]) && !restarted.has(cleanup?.stepId ?? id));
  return Object.fromEntries(retained.flatMap(({ id }) => (steps[id] === undefined ? [] : [[id, steps[id]] as const])));
}

function restartedSteps(plan: readonly Step[], steps: Request['steps']): ReadonlySet<string> {
  const byId = new Map(plan.map((step) => [step.id, step]));
  const cleaned = new Set(
    plan.flatMap(({ id, cleanup }) => (cleanup !== undefined && isDone(steps[id]) ? cleanup.stepId : [])),
  );
  const restarted = new Set(
    plan.filter(({ id, cleanup }) => cleanup === undefined && !isDone(steps[id])).map(({ id }) => id),
  );
  // A set is walked with what is added to it on the way.
  for (const id of restarted) {
    for (const needed of byId.get(id)?.after ?? []) {
      if (!isThere(needed)) restarted.add(needed);
    }
  }
  return restarted;

  /** What was done to something that is no longer there is not there either. */
  function isThere(id: string): boolean {
    return isDone(steps[id]) && !cleaned.has(id) && (byId.get(id)?.after ?? []).every(isThere);
  }
}

function isDone(progress: StepProgress | undefined): boolean {
  return progress?.state === 'done';
}
