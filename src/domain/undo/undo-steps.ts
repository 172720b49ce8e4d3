import { omitUndefined } from '../model/omit-undefined.js';
import { withInverseUndo } from '../operations/steps/permissions.js';
import { callSpec } from '../plan/call-specs.js';
import { grantChanges, isPublicGrant } from '../plan/grants.js';
import type { Step } from '../plan/types.js';
import type { RevertibleStep } from './revertible-steps.js';
import type { RevertibleEffect } from './classify-effects.js';

/**
 * The calls of an undo as steps of a plan: later changes are reverted first. Each has an undo of its own if repeating
 * the original change is enough, and does not make an AMI public.
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

function withInverse(step: Step, { step: forward, undo }: RevertibleStep): Step {
  const permissions = withInverseUndo(step, forward.title);
  if (permissions !== step) return permissions;
  const { retry, setsState } = callSpec(forward.call.name);
  const makesPublic = grantChanges(forward.call).some(isPublicGrant);
  const canBeMadeAgain = (retry === 'idempotent' || setsState === true) && !makesPublic;
  if (!canBeMadeAgain || undo[0]?.id !== step.id) return step;
  const { title, call, waitFor } = forward;
  return { ...step, undo: [{ id: `undo-${step.id}`, title, call, ...omitUndefined({ waitFor }) }] };
}

function positionOf(id: string, { undo }: RevertibleStep): number {
  return undo.findIndex((step) => step.id === id);
}
