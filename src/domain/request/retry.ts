import type { Step } from '../plan/types.js';
import type { Request, StepProgress } from './types.js';

/**
 * The steps that a retry retains: completed ones whose effect still exists. Failed and skipped steps start again, with
 * the steps that they need and that were cleaned up. Steps that are no longer needed stay done and cleaned up.
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
  // A set is iterated including elements that the loop adds.
  for (const id of restarted) {
    for (const needed of byId.get(id)?.after ?? []) {
      if (!isThere(needed)) restarted.add(needed);
    }
  }
  return restarted;

  /** A change to a resource that no longer exists does not exist either. */
  function isThere(id: string): boolean {
    return isDone(steps[id]) && !cleaned.has(id) && (byId.get(id)?.after ?? []).every(isThere);
  }
}

function isDone(progress: StepProgress | undefined): boolean {
  return progress?.state === 'done';
}
