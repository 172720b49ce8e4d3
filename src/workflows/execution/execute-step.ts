import { NotFound, isPortFailure, Rejected, UnknownOutcome, type PortFailure } from '../ports/errors.js';
import type { RequestLease } from './lease.js';
import { CALL_SPECS, createdResourceTypes, type CallName } from '../../domain/plan/call-specs.js';
import { resolveCall, resolveCondition, type OutputResolver, type ResolvedCall } from '../../domain/plan/outputs.js';
import { relativeTo, resolveRelativeTimes } from '../../domain/plan/relative-times.js';
import type { WaitCondition, Step } from '../../domain/plan/types.js';
import type { CallResult, Attribution, ConditionStatus } from '../ports/ports.js';
import type { Request, RequestEvent } from '../../domain/request/types.js';
import { handleCallFailure, completeStep, failStep, applyCondition, type StepOutputs } from './step-outcome.js';
import { isoNow, type UseCaseContext } from '../context.js';

/** Calls that EC2 refuses when there is nothing for them to do. */
const FAILS_WHEN_ALREADY_DONE: readonly CallName[] = [
  'RestoreImageFromRecycleBin',
  'RestoreSnapshotFromRecycleBin',
  'EnableImage',
  'CancelImportTask',
];

/**
 * Records the intent, makes the step's call, and records what came of it. Does nothing once it was asked to stop, but for a
 * clean-up.
 */
export async function executeStep(context: UseCaseContext, lease: RequestLease, step: Step): Promise<void> {
  const started: RequestEvent = { type: 'step-started', step: step.id, at: isoNow(context) };
  if (step.cleanup === undefined) lease.appendUnlessCancelled(started);
  else lease.appendEvents(started);
  await lease.commit();
  if (lease.request.steps[step.id]?.state !== 'started') return;
  await makeCall(context, lease, step);
}

/** Goes on with a step whose intent is recorded and whose outcome is not. */
export async function resumeStep(context: UseCaseContext, lease: RequestLease, step: Step): Promise<void> {
  if (CALL_SPECS[step.call.name].retry !== 'check-first') {
    await makeCall(context, lease, step);
  } else if (createdResourceTypes(step.call.name).length > 0) {
    await findOrCall(context, lease, step);
  } else {
    await checkOrCall(context, lease, step);
  }
}

/** What a call was to create may be there already: then it is not created again. */
async function findOrCall(context: UseCaseContext, lease: RequestLease, step: Step): Promise<void> {
  try {
    const created = await findCreatedResource(context, lease, step);
    if (created !== undefined) await onAccepted(context, lease, step, created);
    else await makeCall(context, lease, step, { repeated: true });
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    context.log.warn('could not look', { requestId: lease.request.id, step: step.id, why: error.kind });
    handleCallFailure(
      context,
      lease,
      step,
      new UnknownOutcome(`whether it was done could not be found out: ${error.message}`),
    );
  }
}

async function checkOrCall(context: UseCaseContext, lease: RequestLease, step: Step): Promise<void> {
  if (step.waitFor !== undefined) {
    const status = await checkCondition(context, lease, step, step.waitFor, outputsSoFar(lease, step));
    if (status.kind === 'satisfied') {
      completeStep(context, lease, step, {}, status);
      return;
    }
  }
  await makeCall(context, lease, step);
}

/** Looks whether what the step waits for has come. */
export async function pollStep(context: UseCaseContext, lease: RequestLease, step: Step): Promise<void> {
  if (step.waitFor === undefined) {
    completeStep(context, lease, step, {});
    return;
  }
  const status = await checkCondition(context, lease, step, step.waitFor, outputsSoFar(lease, step));
  applyCondition(context, lease, step, {}, status);
}

/** Waits no longer for what was stopped, unless it is over by itself; a clean-up then takes away what was begun. */
export async function abortStep(context: UseCaseContext, lease: RequestLease, step: Step): Promise<void> {
  const status: ConditionStatus =
    step.waitFor === undefined
      ? { kind: 'pending' }
      : await checkCondition(context, lease, step, step.waitFor, outputsSoFar(lease, step));
  if (status.kind !== 'pending') applyCondition(context, lease, step, {}, status);
  else failStep(context, lease, step, { code: 'stopped', message: 'It was stopped before it was done.' });
}

async function makeCall(
  context: UseCaseContext,
  lease: RequestLease,
  step: Step,
  { repeated: isRepeat = false } = {},
): Promise<void> {
  const attribution = attributionOf(lease.request);
  let result: CallResult;
  try {
    result = await lease.keepAliveWhile(context.cloud.executeCall(toResolvedCall(context, lease, step), attribution));
    context.log.info('called', {
      requestId: attribution.requestId,
      step: step.id,
      call: step.call.name,
      outcome: 'accepted',
    });
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    context.log.warn('called', {
      requestId: attribution.requestId,
      step: step.id,
      call: step.call.name,
      outcome: error.kind,
    });
    if (error instanceof NotFound && waitsForRemoval(step)) completeStep(context, lease, step, {});
    else if (await isAlreadyDone(context, lease, step, error)) completeStep(context, lease, step, {});
    else
      handleCallFailure(
        context,
        lease,
        step,
        isRepeat && isNameTaken(error) ? new UnknownOutcome(error.message) : error,
      );
    return;
  }
  await onAccepted(context, lease, step, result);
}

/** Most conditions are met at once; looking now saves a write and a wait. */
async function onAccepted(context: UseCaseContext, lease: RequestLease, step: Step, result: CallResult): Promise<void> {
  const outputs = outputsFromResult(step, result);
  if (step.waitFor === undefined) {
    completeStep(context, lease, step, outputs, undefined, result.detail);
    return;
  }
  const status = await checkCondition(context, lease, step, step.waitFor, outputs);
  applyCondition(context, lease, step, outputs, status, result.detail);
}

async function findCreatedResource(
  context: UseCaseContext,
  lease: RequestLease,
  step: Step,
): Promise<CallResult | undefined> {
  return lease.keepAliveWhile(
    context.cloud.findCreatedResource(toResolvedCall(context, lease, step), attributionOf(lease.request)),
  );
}

function toResolvedCall(context: UseCaseContext, { request }: RequestLease, step: Step): ResolvedCall {
  const withAbsoluteTimes = resolveRelativeTimes(step, relativeTo(isoNow(context)));
  return resolveCall(
    withAbsoluteTimes,
    { requestId: request.id, attempt: attemptNumber(request, step) },
    outputResolver(request),
  );
}

/** Whether the step wants to see something gone: then it is, when EC2 does not know it any more. */
function waitsForRemoval({ waitFor }: Step): boolean {
  return ['image-gone', 'snapshot-gone', 'instance-terminated'].includes(waitFor?.kind ?? '');
}

/**
 * Whether EC2 will not do what is so already. What is not in the Recycle Bin may never have left: EC2 keeps a snapshot that
 * another AMI uses, and an AMI that was disabled may come back from there available. And an import that has ended by itself
 * cannot be cancelled, in whatever words EC2 says so.
 */
async function isAlreadyDone(
  context: UseCaseContext,
  lease: RequestLease,
  step: Step,
  error: PortFailure,
): Promise<boolean> {
  const { name } = step.call;
  const isRefused = error instanceof NotFound || (name === 'CancelImportTask' && error instanceof Rejected);
  if (step.waitFor === undefined || !isRefused || !FAILS_WHEN_ALREADY_DONE.includes(name)) return false;
  return (await checkCondition(context, lease, step, step.waitFor, outputsSoFar(lease, step))).kind === 'satisfied';
}

/** Of a call that is sent again: by what the first sending made, most likely, which reads do not show yet. */
function isNameTaken(error: PortFailure): boolean {
  return error instanceof Rejected && error.code === 'InvalidAMIName.Duplicate';
}

/** One look. What cannot be looked up now is "not yet". */
async function checkCondition(
  context: UseCaseContext,
  lease: RequestLease,
  step: Step,
  waitFor: WaitCondition,
  outputs: StepOutputs,
): Promise<ConditionStatus> {
  const resolveOutput = outputResolver(lease.request, { step: step.id, outputs });
  try {
    return await lease.keepAliveWhile(
      context.cloud.checkCondition(
        resolveCondition(
          step,
          resolveRelativeTimes({ ...step, waitFor }, relativeTo(isoNow(context))).waitFor,
          resolveOutput,
        ),
        attributionOf(lease.request),
      ),
    );
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    context.log.warn('could not look', { requestId: lease.request.id, step: step.id, why: error.kind });
    return { kind: 'pending' };
  }
}

function outputsSoFar(lease: RequestLease, step: Step): StepOutputs {
  return lease.request.steps[step.id]?.outputs ?? {};
}

function outputsFromResult(step: Step, result: CallResult): StepOutputs {
  return Object.fromEntries(
    Object.entries(step.outputs ?? {}).flatMap(([name, source]) => {
      const value = source.from === 'response' ? result.fields[source.field] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** What earlier steps kept, and what this one just did. Throws `Refused` when something is missing. */
function outputResolver(
  request: Request,
  current?: { readonly step: string; readonly outputs: StepOutputs },
): OutputResolver {
  return ({ step, output }) => {
    const value =
      (step === current?.step ? current.outputs[output] : undefined) ?? request.steps[step]?.outputs?.[output];
    if (value === undefined) throw new Rejected('missing-value', `step ${step} did not give its ${output}`);
    return value;
  };
}

function attributionOf({ id, requester }: Request): Attribution {
  return { requestId: id, requester };
}

/**
 * The client token is made anew once a step has failed, was planned anew, or what it made was cleaned away, so that EC2
 * does not answer with what is no more.
 * While nobody knows whether the call was carried out, it stays: a repetition then finds what the first one did.
 */
function attemptNumber(request: Request, step: Step): number {
  return request.history.filter(
    (event) =>
      event.type === 'plan-changed' ||
      (event.type === 'step-done' && event.step === step.id) ||
      (event.type === 'step-failed' && event.step === step.id && event.failure.code !== 'unknown-outcome'),
  ).length;
}
