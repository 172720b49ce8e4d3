import { withInverseUndo } from '../operations/steps/permissions.js';
import { CALL_SPECS, type CallName } from '../plan/call-specs.js';
import type { Step } from '../plan/types.js';
import type { RevertibleStep } from './revertible-steps.js';
import type { RevertibleEffect } from './classify-effects.js';

/**
 * The calls of an undo as steps of a plan: what was done on top of something is taken back before it. Each has what takes
 * it back in turn, where that is only to do again what was done.
 */
export function toUndoSteps(revertible: readonly RevertibleEffect[], plan: readonly Step[]): readonly Step[] {
  return revertible.map((each) => withInverse({ ...each.step, after: idsBefore(each, revertible, plan) }, each.origin));
}

function idsBefore(
  { origin, step }: RevertibleEffect,
  revertible: readonly RevertibleEffect[],
  plan: readonly Step[],
): readonly string[] {
  const onTop = new Set(plan.filter(({ after }) => after.includes(origin.step.id)).map(({ id }) => id));
  const place = positionOf(step.id, origin);
  const before = revertible.filter(
    (other) =>
      onTop.has(other.origin.step.id) || (other.origin === origin && positionOf(other.step.id, origin) < place),
  );
  return before.map((other) => other.step.id);
}

/** States that a call sets, whatever was before, although EC2 refuses to set them twice. */
const STATE_SETTING_CALLS: readonly CallName[] = ['EnableImage', 'DisableImage'];

function withInverse(step: Step, { step: forward, undo }: RevertibleStep): Step {
  const permissions = withInverseUndo(step, forward.title);
  if (permissions !== step) return permissions;
  const { name } = forward.call;
  const canBeMadeAgain = CALL_SPECS[name].retry === 'idempotent' || STATE_SETTING_CALLS.includes(name);
  if (!canBeMadeAgain || undo[0]?.id !== step.id) return step;
  const { title, call, waitFor } = forward;
  return { ...step, undo: [{ id: `undo-${step.id}`, title, call, ...(waitFor === undefined ? {} : { waitFor }) }] };
}

function positionOf(id: string, { undo }: RevertibleStep): number {
  return undo.findIndex((step) => step.id === id);
}
