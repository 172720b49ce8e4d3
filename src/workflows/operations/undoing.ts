import type { Finding, Step } from '../plan/types.js';
import type { ChangeOperation, Planned, SubjectKind, UndoRule } from './contract.js';
import { info } from './planning/finding.js';
import { clip, listed } from './planning/wording.js';

/** The operation whose plans say, before anybody approves them, what Undo will not be able to take back. */
export function sayingWhatStays<Input, About extends SubjectKind>(
  operation: ChangeOperation<Input, About>,
): ChangeOperation<Input, About> {
  return {
    ...operation,
    plan(input, facts, context): Planned {
      const planned = operation.plan(input, facts, context);
      if (planned.kind === 'refused') return planned;
      const { plan } = planned;
      return {
        kind: 'plan',
        plan: { ...plan, findings: [...plan.findings, ...whatStays(operation.undo, plan.steps)] },
      };
    },
  };
}

/** What Undo will not be able to take back of a plan, in one finding. */
export function whatStays(rule: UndoRule, steps: readonly Step[]): readonly Finding[] {
  if ('never' in rule) return [info('cannot-be-undone', `Undo cannot take this back. ${rule.never}`)];
  // Nobody wants back what a clean-up takes away.
  const passing = new Set(
    steps.flatMap(({ cleansUp }) => (cleansUp?.unless === undefined ? (cleansUp?.of ?? []) : [])),
  );
  const changing = steps.filter(({ id, cleansUp }) => cleansUp === undefined && !passing.has(id));
  const lasting = changing.filter(({ undo }) => undo === undefined);
  if (lasting.length === 0) return [];
  if (lasting.length === changing.length) return [info('cannot-be-undone', 'Undo cannot take this back.')];
  const titles = listed(lasting.map(({ title }) => clip(title, 150)));
  return [info('partly-undoable', `Undo cannot take back all of it. What stays: ${titles}.`)];
}
