import { Rejected, NotFound, isPortFailure, UnknownOutcome, type PortFailure } from '../ports/errors.js';
import { callSpec, createdResourceTypes } from '../../domain/plan/call-specs.js';
import { resolveCall, resolveCondition, type OutputResolver, type ResolvedCall } from '../../domain/plan/outputs.js';
import { relativeTo, resolveRelativeTimes } from '../../domain/plan/relative-times.js';
import { sessionCalls } from '../../domain/plan/session-calls.js';
import type { Step } from '../../domain/plan/types.js';
import { waitsForRemoval } from '../../domain/plan/wait-conditions.js';
import type { Attribution, CallResult, ConditionStatus } from '../ports/call-executor.js';
import type { Request, RequestEvent } from '../../domain/request/types.js';
import { isoNow } from '../context.js';
import type { RequestLease } from './request-lease.js';
import {
  applyCondition,
  completeStep,
  failStep,
  handleCallFailure,
  type OutputValues,
  type StepRun,
  type StepContext,
} from './step-outcome.js';

/**
 * Records the intent, makes the call of a step, and records the outcome. Does nothing if the request was cancelled, except
 * for a clean-up.
 */
export async function executeStep(context: StepContext, lease: RequestLease, step: Step): Promise<void> {
  const started: RequestEvent = { type: 'step-started', step: step.id, at: isoNow(context) };
  if (step.cleanup === undefined) lease.appendUnlessCancelled(started);
  else lease.appendEvents(started);
  await lease.commit();
  if (lease.request.steps[step.id]?.state !== 'started') return;
  await makeCall({ context, lease, step });
}

/** Continues a step whose intent is recorded and whose outcome is not. */
export async function resumeStep(context: StepContext, lease: RequestLease, step: Step): Promise<void> {
  const run = { context, lease, step };
  if (callSpec(step.call.name).retry !== 'check-first') await makeCall(run);
  else if (createdResourceTypes(step.call.name).length > 0) await findOrCall(run);
  else await checkOrCall(run);
}

/** Polls the condition of a step once. */
export async function pollStep(context: StepContext, lease: RequestLease, step: Step): Promise<void> {
  const run = { context, lease, step };
  const status = await checkCondition(run, outputsSoFar(run));
  if (status === undefined) completeStep(run, {});
  else applyCondition(run, status);
}

/** Ends a step of a cancelled request. If its condition is still pending, a clean-up removes what the step began. */
export async function abortStep(context: StepContext, lease: RequestLease, step: Step): Promise<void> {
  const run = { context, lease, step };
  const status = await checkCondition(run, outputsSoFar(run));
  if (status !== undefined && status.kind !== 'pending') applyCondition(run, status);
  else failStep(run, { code: 'stopped' });
}

/** Looks for the resource that an earlier attempt created, and makes the call only if there is none. */
async function findOrCall(run: StepRun): Promise<void> {
  const { context, lease, step } = run;
  try {
    const found = await lease.keepAliveWhile(
      context.executor.findCreatedResource(resolvedCall(run), attributionOf(lease.request)),
    );
    if (found === undefined) await makeCall(run, { isRepeated: true });
    else await onAccepted(run, found);
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    context.log.warn('EC2 check failed', { requestId: lease.request.id, step: step.id, kind: error.kind });
    handleCallFailure(run, new UnknownOutcome(`the outcome of the call could not be read: ${error.message}`));
  }
}

/** Makes the call only if the condition of the step is not satisfied. */
async function checkOrCall(run: StepRun): Promise<void> {
  const status = await checkCondition(run, outputsSoFar(run));
  if (status?.kind === 'satisfied') completeStep(run, { status });
  else await makeCall(run);
}

async function makeCall(run: StepRun, { isRepeated = false } = {}): Promise<void> {
  const { context, lease, step } = run;
  const attribution = attributionOf(lease.request);
  const logged = { requestId: attribution.requestId, step: step.id, call: step.call.name };
  let result: CallResult;
  try {
    result = await lease.keepAliveWhile(
      context.executor.executeCall(resolvedCall(run), attribution, plannedCalls(lease.request, step)),
    );
    context.log.info('EC2 call made', { ...logged, outcome: 'accepted' });
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    context.log.warn('EC2 call made', { ...logged, outcome: error.kind });
    if (error instanceof NotFound && waitsForRemoval(step.waitFor)) completeStep(run, {});
    else if (await isAlreadyDone(run, error)) completeStep(run, {});
    else handleCallFailure(run, isRepeated && isNameTaken(error) ? new UnknownOutcome(error.message) : error);
    return;
  }
  await onAccepted(run, result);
}

/** Most conditions are satisfied at once. Checking now saves a write and a wait. */
async function onAccepted(run: StepRun, { fields, detail }: CallResult): Promise<void> {
  const outputs = outputsFromResponse(run.step, fields);
  const status = await checkCondition(run, outputs);
  if (status === undefined) completeStep(run, { outputs, detail });
  else applyCondition(run, status, { outputs, detail });
}

function resolvedCall({ context, lease: { request }, step }: StepRun): ResolvedCall {
  const timed = resolveRelativeTimes(step, relativeTo(isoNow(context)));
  return resolveCall(timed, { requestId: request.id, attempt: attemptNumber(request, step) }, outputResolver(request));
}

/** The calls that the session of this step's call allows. */
function plannedCalls({ id, plan, steps }: Request, { call: { account, region } }: Step): readonly ResolvedCall[] {
  return sessionCalls(plan, {
    requestId: id,
    account,
    region,
    outputOf: (step, output) => steps[step]?.outputs?.[output],
  });
}

/** Whether EC2 refused the call because its effect is already in place. */
async function isAlreadyDone(run: StepRun, error: PortFailure): Promise<boolean> {
  const refusals = callSpec(run.step.call.name).refusedWhenDone ?? [];
  if (!refusals.some((kind) => kind === error.kind)) return false;
  return (await checkCondition(run, outputsSoFar(run)))?.kind === 'satisfied';
}

/** A repeated call finds the name taken by what the first one made, most likely, which reads do not show yet. */
function isNameTaken(error: PortFailure): boolean {
  return error instanceof Rejected && error.code === 'InvalidAMIName.Duplicate';
}

/** Checks the condition of a step once. `undefined` if the step has none; pending if it cannot be read now. */
async function checkCondition(run: StepRun, outputs: OutputValues): Promise<ConditionStatus | undefined> {
  const { context, lease, step } = run;
  const { waitFor } = resolveRelativeTimes(step, relativeTo(isoNow(context)));
  if (waitFor === undefined) return undefined;
  const resolve = outputResolver(lease.request, { step: step.id, outputs });
  const condition = resolveCondition(step, waitFor, resolve);
  try {
    return await lease.keepAliveWhile(context.executor.checkCondition(condition, attributionOf(lease.request)));
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    context.log.warn('EC2 check failed', { requestId: lease.request.id, step: step.id, kind: error.kind });
    return { kind: 'pending' };
  }
}

function outputsSoFar({ lease, step }: StepRun): OutputValues {
  return lease.request.steps[step.id]?.outputs ?? {};
}

function outputsFromResponse(step: Step, fields: CallResult['fields']): OutputValues {
  return Object.fromEntries(
    Object.entries(step.outputs ?? {}).flatMap(([name, source]) => {
      const value = source.from === 'response' ? fields[source.field] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Resolves outputs of earlier steps, and of the current one. Throws `Rejected` if one is missing. */
function outputResolver(
  request: Request,
  current?: { readonly step: string; readonly outputs: OutputValues },
): OutputResolver {
  return ({ step, output }) => {
    const value =
      (step === current?.step ? current.outputs[output] : undefined) ?? request.steps[step]?.outputs?.[output];
    if (value === undefined) throw new Rejected('missing-value', `step ${step} has no output ${output}`);
    return value;
  };
}

function attributionOf({ id, requester }: Request): Attribution {
  return { requestId: id, requester };
}

/**
 * A step gets a new client token once it has failed, was planned again, or its result was cleaned up, so that EC2 does not
 * answer with a result that no longer exists. While the outcome is unknown the token stays: a repetition then finds what
 * the first call did.
 */
function attemptNumber(request: Request, step: Step): number {
  return request.history.filter(
    (event) =>
      event.type === 'plan-changed' ||
      (event.type === 'step-done' && event.step === step.id) ||
      (event.type === 'step-failed' && event.step === step.id && event.failure.code !== 'unknown-outcome'),
  ).length;
}
