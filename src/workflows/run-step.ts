import { Gone, isPortFailure, Refused, UnknownOutcome, type PortFailure } from './errors.js';
import type { Hold } from './hold.js';
import { CALLS, createdBy, type CallName } from './plan/calls.js';
import { resolveCall, resolveCondition, type Lookup, type ResolvedCall } from './plan/resolve.js';
import { countedFrom, withMoments } from './plan/moments.js';
import type { Condition, Step } from './plan/types.js';
import type { CallAnswer, Errand, Sighting } from './ports.js';
import type { Request, RequestEvent } from './request/types.js';
import { callFailed, done, fail, settle, type KeptValues } from './step-outcome.js';
import { nowOf, type World } from './world.js';

/** Calls that EC2 refuses when there is nothing for them to do. */
const UNLESS_SO: readonly CallName[] = [
  'RestoreImageFromRecycleBin',
  'RestoreSnapshotFromRecycleBin',
  'EnableImage',
  'CancelImportTask',
];

/**
 * Records the intent, makes the step's call, and records what came of it. Does nothing once it was asked to stop, but for a
 * clean-up.
 */
export async function startStep(world: World, hold: Hold, step: Step): Promise<void> {
  const started: RequestEvent = { type: 'step-started', step: step.id, at: nowOf(world) };
  if (step.cleansUp === undefined) hold.recordUnlessStopped(started);
  else hold.record(started);
  await hold.commit();
  if (hold.request.steps[step.id]?.state !== 'started') return;
  await makeCall(world, hold, step);
}

/** Goes on with a step whose intent is recorded and whose outcome is not. */
export async function resumeStep(world: World, hold: Hold, step: Step): Promise<void> {
  if (CALLS[step.call.name].repetition !== 'look') {
    await makeCall(world, hold, step);
  } else if (createdBy(step.call.name).length > 0) {
    await recallOrCall(world, hold, step);
  } else {
    await lookOrCall(world, hold, step);
  }
}

/** What a call was to create may be there already: then it is not created again. */
async function recallOrCall(world: World, hold: Hold, step: Step): Promise<void> {
  try {
    const answer = await recall(world, hold, step);
    if (answer !== undefined) await accepted(world, hold, step, answer);
    else await makeCall(world, hold, step, { repeated: true });
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    world.log.warn('could not look', { requestId: hold.request.id, step: step.id, why: error.kind });
    callFailed(world, hold, step, new UnknownOutcome(`whether it was done could not be found out: ${error.message}`));
  }
}

async function lookOrCall(world: World, hold: Hold, step: Step): Promise<void> {
  if (step.until !== undefined) {
    const sighting = await look(world, hold, step, step.until, keptSoFar(hold, step));
    if (sighting.kind === 'met') {
      done(world, hold, step, {}, sighting);
      return;
    }
  }
  await makeCall(world, hold, step);
}

/** Looks whether what the step waits for has come. */
export async function lookAtStep(world: World, hold: Hold, step: Step): Promise<void> {
  if (step.until === undefined) {
    done(world, hold, step, {});
    return;
  }
  const sighting = await look(world, hold, step, step.until, keptSoFar(hold, step));
  settle(world, hold, step, {}, sighting);
}

/** Waits no longer for what was stopped, unless it is over by itself; a clean-up then takes away what was begun. */
export async function breakOffStep(world: World, hold: Hold, step: Step): Promise<void> {
  const sighting: Sighting =
    step.until === undefined ? { kind: 'not-yet' } : await look(world, hold, step, step.until, keptSoFar(hold, step));
  if (sighting.kind !== 'not-yet') settle(world, hold, step, {}, sighting);
  else fail(world, hold, step, { code: 'stopped', message: 'It was stopped before it was done.' });
}

async function makeCall(world: World, hold: Hold, step: Step, { repeated = false } = {}): Promise<void> {
  const errand = errandOf(hold.request);
  let answer: CallAnswer;
  try {
    answer = await hold.during(world.cloud.call(callOf(world, hold, step), errand));
    world.log.info('called', { requestId: errand.requestId, step: step.id, call: step.call.name, outcome: 'accepted' });
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    world.log.warn('called', { requestId: errand.requestId, step: step.id, call: step.call.name, outcome: error.kind });
    if (error instanceof Gone && isForItsEnd(step)) done(world, hold, step, {});
    else if (await isSoAlready(world, hold, step, error)) done(world, hold, step, {});
    else callFailed(world, hold, step, repeated && isNameTaken(error) ? new UnknownOutcome(error.message) : error);
    return;
  }
  await accepted(world, hold, step, answer);
}

/** Most conditions are met at once; looking now saves a write and a wait. */
async function accepted(world: World, hold: Hold, step: Step, answer: CallAnswer): Promise<void> {
  const kept = keptOfAnswer(step, answer);
  if (step.until === undefined) {
    done(world, hold, step, kept, undefined, answer.detail);
    return;
  }
  const sighting = await look(world, hold, step, step.until, kept);
  settle(world, hold, step, kept, sighting, answer.detail);
}

async function recall(world: World, hold: Hold, step: Step): Promise<CallAnswer | undefined> {
  return hold.during(world.cloud.recall(callOf(world, hold, step), errandOf(hold.request)));
}

function callOf(world: World, { request }: Hold, step: Step): ResolvedCall {
  const timed = withMoments(step, countedFrom(nowOf(world)));
  return resolveCall(timed, { requestId: request.id, round: roundOf(request, step) }, lookupIn(request));
}

/** Whether the step wants to see something gone: then it is, when EC2 does not know it any more. */
function isForItsEnd({ until }: Step): boolean {
  return ['image-gone', 'snapshot-gone', 'instance-terminated'].includes(until?.kind ?? '');
}

/**
 * Whether EC2 will not do what is so already. What is not in the Recycle Bin may never have left: EC2 keeps a snapshot that
 * another AMI uses, and an AMI that was disabled may come back from there available. And an import that has ended by itself
 * cannot be cancelled, in whatever words EC2 says so.
 */
async function isSoAlready(world: World, hold: Hold, step: Step, error: PortFailure): Promise<boolean> {
  const { name } = step.call;
  const isRefused = error instanceof Gone || (name === 'CancelImportTask' && error instanceof Refused);
  if (step.until === undefined || !isRefused || !UNLESS_SO.includes(name)) return false;
  return (await look(world, hold, step, step.until, keptSoFar(hold, step))).kind === 'met';
}

/** Of a call that is sent again: by what the first sending made, most likely, which reads do not show yet. */
function isNameTaken(error: PortFailure): boolean {
  return error instanceof Refused && error.code === 'InvalidAMIName.Duplicate';
}

/** One look. What cannot be looked up now is "not yet". */
async function look(world: World, hold: Hold, step: Step, until: Condition, kept: KeptValues): Promise<Sighting> {
  const lookup = lookupIn(hold.request, { step: step.id, kept });
  try {
    return await hold.during(
      world.cloud.look(
        resolveCondition(step, withMoments({ ...step, until }, countedFrom(nowOf(world))).until, lookup),
        errandOf(hold.request),
      ),
    );
  } catch (error) {
    if (!isPortFailure(error)) throw error;
    world.log.warn('could not look', { requestId: hold.request.id, step: step.id, why: error.kind });
    return { kind: 'not-yet' };
  }
}

function keptSoFar(hold: Hold, step: Step): KeptValues {
  return hold.request.steps[step.id]?.kept ?? {};
}

function keptOfAnswer(step: Step, answer: CallAnswer): KeptValues {
  return Object.fromEntries(
    Object.entries(step.keep ?? {}).flatMap(([name, source]) => {
      const value = source.from === 'answer' ? answer.fields[source.field] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** What earlier steps kept, and what this one just did. Throws `Refused` when something is missing. */
function lookupIn(request: Request, now?: { readonly step: string; readonly kept: KeptValues }): Lookup {
  return ({ step, keep }) => {
    const value = (step === now?.step ? now.kept[keep] : undefined) ?? request.steps[step]?.kept?.[keep];
    if (value === undefined) throw new Refused('missing-value', `step ${step} did not give its ${keep}`);
    return value;
  };
}

function errandOf({ id, requester }: Request): Errand {
  return { requestId: id, requester };
}

/**
 * The client token is made anew once a step has failed, was planned anew, or what it made was cleaned away, so that EC2
 * does not answer with what is no more.
 * While nobody knows whether the call was carried out, it stays: a repetition then finds what the first one did.
 */
function roundOf(request: Request, step: Step): number {
  return request.history.filter(
    (event) =>
      event.type === 'plan-changed' ||
      (event.type === 'step-done' && event.step === step.id) ||
      (event.type === 'step-failed' && event.step === step.id && event.failure.code !== 'unknown-outcome'),
  ).length;
}
