import { canonical } from './canonical.js';
import type { Finding, Plan, Step, UndoStep } from './types.js';

/**
 * A fresh plan as the continuation of the approved one, some of whose steps are done: those stay, the others are planned
 * anew and wait for the same ones as before. A done step that a fresh plan would do again was taken back by somebody,
 * who may have had a reason: a warning says so.
 */
export function continued(approved: Plan, done: ReadonlySet<string>, fresh: Plan): Plan {
  if (done.size === 0) return fresh;
  const before = new Map(approved.steps.map((step) => [step.id, step]));
  const ahead = fresh.steps.filter(({ id }) => !done.has(id));
  const again = fresh.steps.filter(({ id }) => done.has(id));
  return {
    ...fresh,
    steps: [
      ...approved.steps.filter(({ id }) => done.has(id)),
      ...ahead.map((step) => ({ ...step, after: needed(step, before.get(step.id), done) })),
    ],
    findings: [...again.map(takenBack), ...fresh.findings],
  };
}

/** What takes the steps back now, where that is no longer what it was when they were approved. */
export function changedUndo(approved: Plan, fresh: Plan): Readonly<Record<string, readonly UndoStep[]>> {
  const before = new Map(approved.steps.map(({ id, undo }) => [id, canonical(undo ?? null)]));
  return Object.fromEntries(
    fresh.steps.flatMap(({ id, undo }) =>
      undo === undefined || before.get(id) === canonical(undo) ? [] : [[id, undo] as const],
    ),
  );
}

function needed(step: Step, before: Step | undefined, done: ReadonlySet<string>): readonly string[] {
  const still = (before?.after ?? []).filter((id) => done.has(id) || step.after.includes(id));
  return [...still, ...step.after.filter((id) => !still.includes(id) && !done.has(id))];
}

function takenBack({ id, title }: Step): Finding {
  return {
    code: 'taken-back-meanwhile',
    severity: 'warning',
    text: `Somebody has taken this back since it was done here: ${title}.`,
    fix: 'Ask who, and why, before it goes on.',
    subject: id,
  };
}
