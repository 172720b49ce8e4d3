import { reversible } from '../operations/planning/permission-steps.js';
import { CALLS, type CallName } from '../plan/calls.js';
import type { Step } from '../plan/types.js';
import type { Candidate } from './take-back.js';
import type { Taken } from './sort-out.js';

/**
 * The calls of an undo as steps of a plan: what was done on top of something is taken back before it. Each has what takes
 * it back in turn, where that is only to do again what was done.
 */
export function undoSteps(taken: readonly Taken[], plan: readonly Step[]): readonly Step[] {
  return taken.map((each) => withInverse({ ...each.step, after: idsBefore(each, taken, plan) }, each.candidate));
}

function idsBefore({ candidate, step }: Taken, taken: readonly Taken[], plan: readonly Step[]): readonly string[] {
  const onTop = new Set(plan.filter(({ after }) => after.includes(candidate.step.id)).map(({ id }) => id));
  const place = placeOf(step.id, candidate);
  const before = taken.filter(
    (other) =>
      onTop.has(other.candidate.step.id) ||
      (other.candidate === candidate && placeOf(other.step.id, candidate) < place),
  );
  return before.map((other) => other.step.id);
}

/** States that a call sets, whatever was before, although EC2 refuses to set them twice. */
const SET_ONCE: readonly CallName[] = ['EnableImage', 'DisableImage'];

function withInverse(step: Step, { step: forward, undo }: Candidate): Step {
  const permissions = reversible(step, forward.title);
  if (permissions !== step) return permissions;
  const { name } = forward.call;
  const canBeMadeAgain = CALLS[name].repetition === 'repeat' || SET_ONCE.includes(name);
  if (!canBeMadeAgain || undo[0]?.id !== step.id) return step;
  const { title, call, until } = forward;
  return { ...step, undo: [{ id: `undo-${step.id}`, title, call, ...(until === undefined ? {} : { until }) }] };
}

function placeOf(id: string, { undo }: Candidate): number {
  return undo.findIndex((step) => step.id === id);
}
