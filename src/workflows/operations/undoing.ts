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
      return { kind: 'plan', plan: { ...plan, findings: [...plan.findings, ...stays(operation.undo, plan.steps)] } };
    },
  };
}

function stays(rule: UndoRule, steps: readonly Step[]): readonly Finding[] {
  if ('never' in rule) return [info('cannot-be-undone', `Undo cannot take this back. ${rule.never}`)];
  // A clean-up takes away what a failure left; nobody wants that back.
  const changing = steps.filter(({ cleansUp }) => cleansUp === undefined);
  const lasting = changing.filter(({ undo }) => undo === undefined);
  if (lasting.length === 0) return [];
  if (lasting.length === changing.length) return [info('cannot-be-undone', 'Undo cannot take this back.')];
  const titles = listed(lasting.map(({ title }) => clip(title, 150)));
  return [info('partly-undoable', `Undo cannot take back all of it. What stays: ${titles}.`)];
}
