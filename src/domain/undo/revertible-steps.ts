import type { CallName } from '../plan/call-inputs.js';
import { grantsOf, isPublicGrant, restrictToGrants } from '../plan/grants.js';
import { substituteOutputs } from '../plan/outputs.js';
import type { Step, UndoStep } from '../plan/types.js';
import type { Request, StepProgress } from '../request/types.js';

/** A step that has, or may have, changed something, and its undo. Neither contains references. */
export interface RevertibleStep {
  readonly step: Step;
  readonly startedAt: string;
  readonly undo: readonly UndoStep[];
}

/** The revertible steps of a request, the last first. */
export interface RevertPlan {
  readonly revertible: readonly RevertibleStep[];
  /** Steps that may have left something that cannot be named. */
  readonly unresolvable: readonly Step[];
  /** An AMI or a snapshot was public before, and stays private: Undo never makes anything public. */
  readonly staysPrivate: boolean;
}

/** Reads a request's own record alone: whether it is still so is another question. */
export function toRevertPlan(request: Request): RevertPlan {
  const revertible: RevertibleStep[] = [];
  const unresolvable: Step[] = [];
  let staysPrivate = wasPublicBeforeDisable(request);
  for (const step of request.plan.steps.toReversed()) {
    const progress = request.steps[step.id];
    if (!mayHaveRun(progress) || step.cleanup !== undefined || (step.undo ?? []).length === 0) continue;
    const candidate = toRevertibleStep(step, request, progress);
    if (candidate !== undefined) {
      const undo = candidate.undo.flatMap((each) => withoutPublicGrants(each) ?? []);
      // Records of versions that made an AMI public again still hold the step.
      staysPrivate ||= candidate.undo.some(({ call }) => grantsOf(call).some(isPublicGrant));
      if (undo.length > 0) revertible.push({ ...candidate, undo });
    } else if (!isCleanedUp(step, request)) unresolvable.push(step);
  }
  return { revertible, unresolvable, staysPrivate };
}

function withoutPublicGrants(step: UndoStep): UndoStep | undefined {
  return restrictToGrants(step, (grant) => !isPublicGrant(grant));
}

/** EC2 erases launch permissions when it disables an AMI. A finding of the plan says whether it was public. */
export function wasPublicBeforeDisable(request: Request): boolean {
  return mayHaveCalled('DisableImage', request) && wasPublic(request);
}

/** An AMI comes back from the Recycle Bin with its launch permissions, unless it was disabled before. */
export function wasPublicBeforeDeregister(request: Request): boolean {
  return mayHaveCalled('DeregisterImage', request) && !mayHaveCalled('DisableImage', request) && wasPublic(request);
}

function mayHaveCalled(name: CallName, { plan, steps }: Request): boolean {
  return plan.steps.some(({ id, call }) => call.name === name && mayHaveRun(steps[id]));
}

function wasPublic({ plan }: Request): boolean {
  return plan.findings.some(({ code }) => code === 'image-public');
}

function isCleanedUp({ id }: Step, { plan, steps }: Request): boolean {
  return plan.steps.some((each) => each.cleanup?.stepId === id && steps[each.id]?.state === 'done');
}

/** Whether Undo has anything to offer for a request as it is. */
export function canBeUndone(request: Request): boolean {
  if (['pending', 'approved', 'running'].includes(request.status)) return false;
  return request.undoneBy?.done !== true && toRevertPlan(request).revertible.length > 0;
}

/** The steps of a request that have, or may have, been carried out, as they were sent. */
export function executedSteps(request: Request): readonly Pick<RevertibleStep, 'step' | 'startedAt'>[] {
  return request.plan.steps.flatMap((step) => {
    const progress = request.steps[step.id];
    if (!mayHaveRun(progress)) return [];
    const sent = withOutputs(step, request);
    return sent === undefined ? [] : [{ step: sent, startedAt: progress.startedAt }];
  });
}

function toRevertibleStep(step: Step, request: Request, { startedAt }: StepProgress): RevertibleStep | undefined {
  const sent = withOutputs(step, request);
  return sent?.undo === undefined ? undefined : { step: sent, startedAt, undo: sent.undo };
}

/** A call whose answer never came may have been carried out, and so may one whose effect was not seen. */
function mayHaveRun(progress: StepProgress | undefined): progress is StepProgress {
  switch (progress?.state) {
    case undefined:
    case 'skipped':
      return false;
    case 'started':
    case 'waiting':
    case 'done':
      return true;
    case 'failed':
      return (
        progress.outputs !== undefined || ['unknown-outcome', 'not-confirmed'].includes(progress.failure?.code ?? '')
      );
  }
}

class MissingValue extends Error {}

function withOutputs(step: Step, { steps }: Request): Step | undefined {
  try {
    return substituteOutputs(step, (outputRef) => {
      const value = steps[outputRef.step]?.outputs?.[outputRef.output];
      if (value === undefined) throw new MissingValue(outputRef.output);
      return value;
    });
  } catch (error) {
    if (error instanceof MissingValue) return undefined;
    throw error;
  }
}
