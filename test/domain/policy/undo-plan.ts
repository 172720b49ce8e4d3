import type { PlanResult } from '../../../src/domain/operations/contract.js';
import type { Plan } from '../../../src/domain/plan/types.js';
import { planUndo } from '../../../src/domain/undo/plan-undo.js';
import { directory } from '../operations/directory.js';
import { NOW } from '../operations/facts-builder.js';
import { findOperation } from '../operations/operation-named.js';
import { request } from '../../workflows/builders.js';

/** The undo of a plan of which every call was made and every effect is still there. */
export function undoPlanOf(plan: Plan): PlanResult {
  const operation = findOperation(plan.operation);
  if (operation.kind !== 'change') throw new Error(`${plan.operation} changes nothing`);
  const steps = Object.fromEntries(
    plan.steps
      .filter(({ cleanup }) => cleanup === undefined)
      .map(({ id, outputs = {} }) => [
        id,
        {
          state: 'done' as const,
          attempts: 1,
          startedAt: NOW,
          outputs: Object.fromEntries(Object.keys(outputs).map((name) => [name, `${name}-of-${id}`])),
        },
      ]),
  );
  const done = request({ operation: plan.operation, subject: plan.subject, plan, steps, status: 'done' });
  const effects = { request: done, others: [], observations: { steps: {}, images: {} }, observedAt: NOW };
  return planUndo(effects, { directory, rule: operation.undo });
}
