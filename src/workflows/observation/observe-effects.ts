import { unknown } from '../../domain/model/fact.js';
import type { Facts } from '../../domain/model/facts.js';
import type { PlanResult } from '../../domain/operations/contract.js';
import { callSpec } from '../../domain/plan/call-specs.js';
import { resolveCondition } from '../../domain/plan/outputs.js';
import { relativeTo, resolveRelativeTimes } from '../../domain/plan/relative-times.js';
import type { UndoStep, WaitCondition } from '../../domain/plan/types.js';
import type { Request } from '../../domain/request/types.js';
import type { Effects } from '../../domain/undo/classify-effects.js';
import { grantsOf } from '../../domain/plan/grants.js';
import { type EffectState, imagesToObserve, needsCheck } from '../../domain/undo/observations.js';
import { planUndo } from '../../domain/undo/plan-undo.js';
import { type RevertibleStep, toRevertPlan } from '../../domain/undo/revertible-steps.js';
import { isoNow, requireChangeOperation, type UseCaseContext } from '../context.js';
import { AccessDenied, NotFound } from '../ports/errors.js';
import type { RequestStore } from '../ports/request-store.js';
import { loadRequestsAbout } from './load-requests.js';

type EffectsContext = Pick<UseCaseContext, 'observer' | 'executor' | 'store' | 'clock'>;

/** The ports for planning an undo. */
export type UndoPlanningContext = EffectsContext & Pick<UseCaseContext, 'operations' | 'directory'>;

/** The request that another one names as its undo, once that is stored. */
export async function findUndoRequest(store: RequestStore, request: Request): Promise<Request | undefined> {
  if (request.undoneBy === undefined) return undefined;
  const linked = await store.load(request.undoneBy.requestId);
  return linked?.undoOf?.requestId === request.id ? linked : undefined;
}

/** Whether a request takes, or has taken, its course: it was not denied, cancelled or left, and has not failed. */
export function isActiveOrDone({ status }: Request): boolean {
  return status === 'pending' || status === 'approved' || status === 'running' || status === 'done';
}

/**
 * Observes the effects of a request, and loads the other requests about the same subject. Effects that may not be read
 * are unknown. Throws other port failures, so that the caller retries.
 */
async function observeEffects(context: EffectsContext, request: Request): Promise<Effects> {
  const { revertible } = toRevertPlan(request);
  const undoSteps = revertible.flatMap((candidate) => candidate.undo.map((step) => ({ candidate, step })));
  const observedAt = isoNow(context);
  const isShared = undoSteps.some(({ step }) => grantsOf(step.call).length > 0);
  const [images, steps, others] = await Promise.all([
    Promise.all(
      imagesToObserve(revertible, request.subject).map(
        async ({ image, needs }) =>
          [image.imageId, await nullIfNotFound(context.observer.observeImage(image, needs))] as const,
      ),
    ),
    Promise.all(
      undoSteps
        .filter(({ step }) => needsCheck(step))
        .map(
          async ({ candidate, step }) => [step.id, await observeUndoStep(context, request, candidate, step)] as const,
        ),
    ),
    isShared ? loadRequestsAbout(context, request) : [],
  ]);
  const observations = { images: Object.fromEntries(images), steps: Object.fromEntries(steps) };
  return { request, others, observations, observedAt };
}

async function observeUndoStep(
  context: EffectsContext,
  request: Request,
  candidate: RevertibleStep,
  step: UndoStep,
): Promise<EffectState> {
  if (step.waitFor === undefined) return 'present';
  try {
    if (await isSatisfied(context, request, step, step.waitFor)) return 'removed';
    const { step: forward } = candidate;
    const setsState = callSpec(forward.call.name).retry === 'idempotent' && candidate.undo[0] === step;
    if (!setsState || forward.waitFor === undefined) return 'present';
    // The state differs from what the request set: it was set again.
    return (await isSatisfied(context, request, forward, forward.waitFor)) ? 'present' : 'changed';
  } catch (error) {
    if (error instanceof NotFound) return 'removed';
    if (error instanceof AccessDenied) return unknown(error.message, error.permission);
    throw error;
  }
}

async function isSatisfied(
  context: EffectsContext,
  request: Request,
  step: Pick<UndoStep, 'call'>,
  waitFor: WaitCondition,
): Promise<boolean> {
  // A time that was relative to the call counts from now.
  const withAbsoluteTimes = resolveRelativeTimes({ call: step.call, waitFor }, relativeTo(isoNow(context)));
  const condition = resolveCondition(step, withAbsoluteTimes.waitFor, ({ step: id, output }) => {
    throw new Error(`${id} has no ${output}, although it was looked up before`);
  });
  const status = await context.executor.checkCondition(condition, {
    requestId: request.id,
    requester: request.requester,
  });
  return status.kind === 'satisfied';
}

async function nullIfNotFound(facts: Promise<Facts>): Promise<Facts | null> {
  try {
    return await facts;
  } catch (error) {
    if (error instanceof NotFound) return null;
    throw error;
  }
}

/** The plan that reverts the remaining effects of a request. */
export async function planCurrentUndo(context: UndoPlanningContext, request: Request): Promise<PlanResult> {
  const { undo: rule } = requireChangeOperation(context, request.operation);
  return planUndo(await observeEffects(context, request), { directory: context.directory, rule });
}
