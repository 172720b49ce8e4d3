import { fill } from '../plan/resolve.js';
import type { Step, UndoStep } from '../plan/types.js';
import type { Request, StepProgress } from '../request/types.js';

/** A step that has, or may have, changed something, and what takes it back; nothing in either stands for something else. */
export interface Candidate {
  readonly step: Step;
  readonly startedAt: string;
  readonly undo: readonly UndoStep[];
}

/** What there is to take back of a request, the last done first. */
export interface TakeBack {
  readonly candidates: readonly Candidate[];
  /** Steps of which something may be left that nobody can name. */
  readonly lost: readonly Step[];
}

/** Reads a request's own record alone: whether it is still so is another question. */
export function takeBackOf(request: Request): TakeBack {
  const candidates: Candidate[] = [];
  const lost: Step[] = [];
  for (const step of request.plan.steps.toReversed()) {
    const progress = request.steps[step.id];
    if (!mayHaveHappened(progress) || step.cleansUp !== undefined || (step.undo ?? []).length === 0) continue;
    const candidate = candidateOf(step, request, progress);
    if (candidate !== undefined) candidates.push(candidate);
    else if (!isCleanedAway(step, request)) lost.push(step);
  }
  return { candidates, lost };
}

function isCleanedAway({ id }: Step, { plan, steps }: Request): boolean {
  return plan.steps.some((each) => each.cleansUp?.of === id && steps[each.id]?.state === 'done');
}

/** Whether Undo has anything to offer for a request as it is. */
export function canBeUndone(request: Request): boolean {
  if (['pending', 'approved', 'running'].includes(request.status)) return false;
  return request.undo?.done !== true && takeBackOf(request).candidates.length > 0;
}

/** The steps of a request that have, or may have, been carried out, as they were sent. */
export function happenedIn(request: Request): readonly Pick<Candidate, 'step' | 'startedAt'>[] {
  return request.plan.steps.flatMap((step) => {
    const progress = request.steps[step.id];
    if (!mayHaveHappened(progress)) return [];
    const sent = filled(step, request);
    return sent === undefined ? [] : [{ step: sent, startedAt: progress.startedAt }];
  });
}

function candidateOf(step: Step, request: Request, { startedAt }: StepProgress): Candidate | undefined {
  const sent = filled(step, request);
  return sent?.undo === undefined ? undefined : { step: sent, startedAt, undo: sent.undo };
}

/** A call whose answer never came may have been carried out, and so may one whose effect was not seen. */
function mayHaveHappened(progress: StepProgress | undefined): progress is StepProgress {
  switch (progress?.state) {
    case undefined:
    case 'skipped':
      return false;
    case 'started':
    case 'waiting':
    case 'done':
      return true;
    case 'failed':
      return progress.kept !== undefined || ['unknown-outcome', 'not-confirmed'].includes(progress.failure?.code ?? '');
  }
}

class MissingValue extends Error {}

function filled(step: Step, { steps }: Request): Step | undefined {
  try {
    return fill(step, (kept) => {
      const value = steps[kept.step]?.kept?.[kept.keep];
      if (value === undefined) throw new MissingValue(kept.keep);
      return value;
    });
  } catch (error) {
    if (error instanceof MissingValue) return undefined;
    throw error;
  }
}
