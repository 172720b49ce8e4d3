import type { RequestLease } from './lease.js';
import { revalidate } from './revalidate.js';
import { changedUndoSteps } from '../../domain/plan/diff.js';
import type { Evidence, Plan, Step } from '../../domain/plan/types.js';
import { dueAfterAnnouncement, stageTimes } from '../../domain/request/stages.js';
import { executeStep } from './execute-step.js';
import { isoNow, type UseCaseContext } from '../context.js';

/**
 * Looks at the world once more and compares a fresh plan with the approved one. The same: the run begins. Different: the
 * request goes back to the approvers. Impossible by now: it fails, with the reasons.
 */
export async function startRun(context: UseCaseContext, lease: RequestLease): Promise<void> {
  const { plan, steps } = lease.request;
  const hasStarted = Object.keys(steps).length > 0;
  // What has begun goes on; only what takes an AMI away is looked at again, since its use may have begun meanwhile.
  const currentPlan = hasStarted && !plan.policyInput.removesAccess ? plan : await revalidatePlan(context, lease);
  if (currentPlan === undefined) return;
  // What takes a step back is what is found now: what was there when it was approved may have changed since.
  const undo = changedUndoSteps(plan, currentPlan);
  lease.execute({ type: 'start', ...(Object.keys(undo).length === 0 ? {} : { undo }) }, isoNow(context));
}

/** Makes known that a step will be begun at its time, where it still would be; asks the approvers where it would not. */
export async function announceStage(context: UseCaseContext, lease: RequestLease, step: Step): Promise<void> {
  const plan = await revalidatePlan(context, lease);
  const stage = stageTimes(step, lease.request);
  if (plan === undefined || stage === undefined || step.delayMs === undefined) return;
  const at = isoNow(context);
  const dueAt = dueAfterAnnouncement(step.delayMs, stage, at);
  lease.appendUnlessCancelled({ type: 'stage-announced', step: step.id, due: dueAt, at, ...primaryEvidence(plan) });
}

/** Looks again at the moment itself, and begins the step, with what takes it back as it is now. */
export async function startStage(context: UseCaseContext, lease: RequestLease, step: Step): Promise<void> {
  const plan = await revalidatePlan(context, lease);
  if (plan === undefined) return;
  const undo = changedUndoSteps(lease.request.plan, plan);
  lease.appendUnlessCancelled({
    type: 'revalidated',
    step: step.id,
    at: isoNow(context),
    undo,
    ...primaryEvidence(plan),
  });
  await executeStep(context, lease, step);
}

/** What would be done now, where that is what was approved. Everything else is recorded: a question, an end, a wait. */
async function revalidatePlan(context: UseCaseContext, lease: RequestLease): Promise<Plan | undefined> {
  const result = await lease.keepAliveWhile(revalidate(context, lease.request));
  switch (result.kind) {
    case 'unchanged':
      return result.plan;
    case 'changed':
      lease.execute(result.command, isoNow(context));
      return undefined;
    case 'retry-later': {
      const { attempts, retryAt } = result;
      lease.update((request) => ({ ...request, retryState: { attempts, retryAt } }));
      return undefined;
    }
  }
}

/** The most telling of what was seen. */
function primaryEvidence({ evidence: [seen] }: Plan): { readonly evidence?: Evidence } {
  return seen === undefined ? {} : { evidence: seen };
}
