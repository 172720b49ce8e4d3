import { Denied, Refused, type PortFailure } from './errors.js';
import type { Hold } from './hold.js';
import { CALLS, createdBy } from './plan/calls.js';
import type { Condition, Step } from './plan/types.js';
import type { Sighting } from './ports.js';
import { backoffMs } from './request/backoff.js';
import { later } from './request/times.js';
import type { Failure, Request, StepProgress } from './request/types.js';
import { nowOf, type World } from './world.js';

/** How often a call is tried that EC2 throttles or whose answer is lost; with the back-off, about half an hour. */
const CALL_ATTEMPTS = 14;
/** What is not here is seen within minutes. */
const LONGEST_WAIT_MS: Partial<Record<Condition['kind'], number>> = {
  // An image, and each snapshot of it, may stay pending for a day on big volumes. (EC2 User Guide)
  'image-available': 48 * 3_600_000,
  'snapshot-completed': 48 * 3_600_000,
  // So may the conversion of big disks.
  imported: 48 * 3_600_000,
  // Windows may take long to shut down, and a big machine long to start.
  'instance-running': 60 * 60_000,
  'instance-stopped': 60 * 60_000,
  'instance-terminated': 60 * 60_000,
};
const USUAL_WAIT_MS = 10 * 60_000;
const SHORTEST_LOOK_MS = 2_000;
const LONGEST_LOOK_MS = 60_000;

type Met = Sighting & { kind: 'met' };

/** What a step keeps for later ones, by name. */
export type KeptValues = Readonly<Record<string, string>>;

/** Records what a look after the call showed. */
export function settle(
  world: World,
  hold: Hold,
  step: Step,
  kept: KeptValues,
  sighting: Sighting,
  detail?: string,
): void {
  switch (sighting.kind) {
    case 'met':
      done(world, hold, step, kept, sighting, detail);
      return;
    case 'failed': {
      const { message, advice } = sighting;
      if (Object.keys(kept).length > 0) accepted(world, hold, step, kept, detail);
      fail(world, hold, step, { code: 'failed', message, ...(advice === undefined ? {} : { advice }) });
      return;
    }
    case 'not-yet':
      if (hold.request.steps[step.id]?.state !== 'waiting') accepted(world, hold, step, kept, detail);
      waitOn(world, hold, step, sighting.detail);
      return;
  }
}

function accepted(world: World, hold: Hold, step: Step, kept: KeptValues, detail: string | undefined): void {
  const at = nowOf(world);
  hold.record({ type: 'step-accepted', step: step.id, kept, at, ...(detail === undefined ? {} : { detail }) });
}

/** Records that a step is done. */
export function done(
  world: World,
  hold: Hold,
  step: Step,
  kept: KeptValues,
  sighting?: Met,
  detail = sighting?.detail,
): void {
  hold.record({
    type: 'step-done',
    step: step.id,
    kept: { ...kept, ...keptOfSighting(step, sighting) },
    at: nowOf(world),
    ...(detail === undefined ? {} : { detail }),
  });
}

/** The condition is not met yet: sets the time of the next look, or gives up when it has taken too long. */
function waitOn(world: World, hold: Hold, step: Step, detail: string | undefined): void {
  const now = nowOf(world);
  const { startedAt } = progressOf(hold.request, step, now);
  const age = Date.parse(now) - Date.parse(startedAt);
  const longest = (step.until === undefined ? undefined : LONGEST_WAIT_MS[step.until.kind]) ?? USUAL_WAIT_MS;
  if (age > longest) {
    fail(world, hold, step, {
      code: 'not-confirmed',
      message: `EC2 accepted the call, but its effect could not be seen within ${String(longest / 60_000)} minutes.`,
      advice: 'Look at the AMI with /ami info; Retry makes the call again.',
    });
    return;
  }
  const wait = Math.min(LONGEST_LOOK_MS, Math.max(SHORTEST_LOOK_MS, age / 10));
  update(hold, step, now, (progress) => ({
    ...progress,
    nextAt: later(now, wait),
    ...(detail === undefined ? {} : { detail }),
  }));
}

/** Records a call that EC2 did not accept: with the time to try again, or as the step's failure. */
export function callFailed(world: World, hold: Hold, step: Step, error: PortFailure): void {
  const now = nowOf(world);
  const attempts = progressOf(hold.request, step, now).attempts + 1;
  const passing = error.kind === 'throttled' || error.kind === 'unknown-outcome';
  if (!passing || attempts >= CALL_ATTEMPTS) {
    fail(world, hold, step, failureOf(error));
    return;
  }
  const asked = error.kind === 'throttled' ? (error.retryAfterMs ?? 0) : lagOf(step);
  const wait = Math.max(asked, backoffMs(attempts, `${hold.request.id}/${step.id}`));
  update(hold, step, now, (progress) => ({ ...progress, attempts, nextAt: later(now, wait) }));
}

/** What was created a moment ago may not be seen yet, and would be created again. (EC2 DG, "Eventual consistency") */
function lagOf({ call }: Step): number {
  return CALLS[call.name].repetition === 'look' && createdBy(call.name).length > 0 ? 15_000 : 0;
}

export function fail(world: World, hold: Hold, step: Step, failure: Failure): void {
  hold.record({ type: 'step-failed', step: step.id, failure, at: nowOf(world) });
}

function failureOf(error: PortFailure): Failure {
  const { message } = error;
  if (error instanceof Refused) {
    return { code: error.code, message, ...(error.advice === undefined ? {} : { advice: error.advice }) };
  }
  if (error instanceof Denied) {
    const right = error.permission ?? 'the right to do this';
    return { code: 'denied', message, advice: `Give the bot's role in that account ${right}, then press Retry.` };
  }
  return { code: error.kind, message, advice: 'Press Retry to try again.' };
}

/** Bookkeeping that is no line of the history. A changed detail is something to show. */
function update(hold: Hold, step: Step, now: string, change: (progress: StepProgress) => StepProgress): void {
  hold.apply((request) => {
    const before = progressOf(request, step, now);
    const after = change(before);
    const revision = request.revision + (before.detail === after.detail ? 0 : 1);
    return { ...request, revision, steps: { ...request.steps, [step.id]: after } };
  });
}

function progressOf(request: Request, step: Step, now: string): StepProgress {
  return request.steps[step.id] ?? { state: 'started', attempts: 0, startedAt: now };
}

function keptOfSighting(step: Step, { devices = {}, imageId }: Pick<Met, 'devices' | 'imageId'> = {}): KeptValues {
  return Object.fromEntries(
    Object.entries(step.keep ?? {}).flatMap(([name, source]) => {
      const value = source.from === 'device' ? devices[source.device] : source.from === 'image' ? imageId : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
