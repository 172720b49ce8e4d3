import type { RequestLease } from './request-lease.js';
import { checkPermission, revalidate, type RevalidationContext } from './revalidate.js';
import { changedUndoSteps } from '../../domain/plan/diff.js';
import { usageEvidence } from '../../domain/operations/evidence.js';
import type { Plan, Step } from '../../domain/plan/types.js';
import type { Request, RetryState } from '../../domain/request/types.js';
import { dueAfterAnnouncement, stageTimes } from '../../domain/request/stages.js';
import { executeStep } from './execute-step.js';
import { isoNow } from '../context.js';
import type { StepContext } from './step-outcome.js';

/**
 * Observes the subject again and compares a new plan with the approved one. Equal: the run begins. Different: the
 * request returns to its approvers. No longer possible: it fails, with the reasons.
 */
export async function startRun(context: RevalidationContext, lease: RequestLease): Promise<void> {
  const { plan, steps } = lease.request;
  const hasStarted = Object.keys(steps).length > 0;
  // The AMI is not read again for the rest of a run, unless the plan takes it away and it may be in use now. The rules
  // and approvals are checked always.
  const continues = hasStarted && !plan.policyInput.removesAccess;
  const currentPlan = await revalidatePlan(context, lease, continues ? plan : undefined);
  if (currentPlan === undefined) return;
  // The undo is that of the current state, which may have changed since the approval.
  const undo = changedUndoSteps(plan, currentPlan);
  lease.execute({ type: 'start', ...(Object.keys(undo).length === 0 ? {} : { undo }) }, isoNow(context));
}

/**
 * Announces a stage that will start at its time, if the plan is unchanged. Otherwise returns the request to its
 * approvers.
 */
export async function announceStage(context: RevalidationContext, lease: RequestLease, step: Step): Promise<void> {
  const plan = await revalidatePlan(context, lease);
  const stage = stageTimes(step, lease.request);
  if (plan === undefined || stage === undefined || step.delayMs === undefined) return;
  const at = isoNow(context);
  const dueAt = dueAfterAnnouncement(step.delayMs, stage, at);
  lease.appendUnlessCancelled({
    type: 'stage-announced',
    step: step.id,
    due: dueAt,
    at,
    evidence: usageEvidence(plan),
  });
}

/** Checks a stage again as it starts, records its current undo, and executes it. */
export async function startStage(
  context: RevalidationContext & StepContext,
  lease: RequestLease,
  step: Step,
): Promise<void> {
  const plan = await revalidatePlan(context, lease);
  if (plan === undefined) return;
  const undo = changedUndoSteps(lease.request.plan, plan);
  lease.appendUnlessCancelled({
    type: 'revalidated',
    step: step.id,
    at: isoNow(context),
    undo,
    evidence: usageEvidence(plan),
  });
  await executeStep(context, lease, step);
}

/**
 * Returns the current plan if it matches the approved one. Otherwise records the result (returned for approval, failed,
 * or retry later) and returns `undefined`.
 */
async function revalidatePlan(
  context: RevalidationContext,
  lease: RequestLease,
  continuedPlan?: Plan,
): Promise<Plan | undefined> {
  const { request } = lease;
  const result = await lease.keepAliveWhile(
    continuedPlan === undefined
      ? revalidate(context, request)
      : checkPermission(context, request, { plan: continuedPlan, planDifferences: [] }),
  );
  switch (result.kind) {
    case 'unchanged':
      return result.plan;
    case 'changed':
      lease.execute(result.command, isoNow(context));
      return undefined;
    case 'retry-later': {
      const { retryState } = result;
      lease.update((current) => ({
        ...current,
        retryState,
        revision: current.revision + (startsToWait(current, retryState) ? 1 : 0),
      }));
      return undefined;
    }
  }
}

/** Whether the message must say that the request waits now. */
function startsToWait({ retryState: before }: Request, { waitsFor }: RetryState): boolean {
  return waitsFor !== undefined && before?.waitsFor !== waitsFor;
}
