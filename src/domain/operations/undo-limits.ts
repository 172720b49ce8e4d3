import type { Finding, Step } from '../plan/types.js';
import type { ChangeOperation, PlanResult, SubjectKind, UndoRule } from './contract.js';
import { info } from './findings/build.js';
import { truncate, joinList } from '../model/format.js';

/** Wraps an operation so that its plans say, before the approval, what Undo cannot revert. */
export function withUndoLimits<Input, About extends SubjectKind>(
  operation: ChangeOperation<Input, About>,
): ChangeOperation<Input, About> {
  return {
    ...operation,
    plan(input, facts, context): PlanResult {
      const result = operation.plan(input, facts, context);
      if (result.kind === 'refused') return result;
      const { plan } = result;
      return {
        kind: 'plan',
        plan: { ...plan, findings: [...plan.findings, ...undoLimits(operation.undo, plan.steps)] },
      };
    },
  };
}

/** One finding about what Undo cannot revert. */
export function undoLimits(rule: UndoRule, steps: readonly Step[]): readonly Finding[] {
  if ('irreversible' in rule) return [info('cannot-be-undone', `Undo cannot revert this. ${rule.irreversible}`)];
  // Effects that a clean-up step removes need no undo.
  const cleanedUp = new Set(
    steps.flatMap(({ cleanup }) => (cleanup?.unlessDone === undefined ? (cleanup?.stepId ?? []) : [])),
  );
  const lastingSteps = steps.filter(({ id, cleanup }) => cleanup === undefined && !cleanedUp.has(id));
  const irreversible = lastingSteps.filter(({ undo }) => undo === undefined);
  if (irreversible.length === 0) return [];
  if (irreversible.length === lastingSteps.length) return [info('cannot-be-undone', 'Undo cannot revert this.')];
  const titles = joinList(irreversible.map(({ title }) => truncate(title, 150)));
  return [info('partly-undoable', `Undo cannot revert all of it. Permanent: ${titles}.`)];
}
