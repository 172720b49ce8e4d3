import { Denied, Gone } from './errors.js';
import type { Facts } from './facts/facts.js';
import { unknown } from './facts/known.js';
import { CALLS } from './plan/calls.js';
import { countedFrom, withMoments } from './plan/moments.js';
import { resolveCondition } from './plan/resolve.js';
import type { Condition, UndoStep } from './plan/types.js';
import { requestsAbout } from './requests-about.js';
import type { Request } from './request/types.js';
import { grantsOf } from './undo/grants.js';
import { needsLook, wantedImages, type Sight } from './undo/sights.js';
import type { Effects } from './undo/sort-out.js';
import { takeBackOf, type Candidate } from './undo/take-back.js';
import { nowOf, type World } from './world.js';

/**
 * Looks at what a request has done, and at the other requests about the same thing. What may not be looked at is unknown;
 * throws what else ports throw, so that it is tried again.
 */
export async function lookAtEffects(world: World, request: Request): Promise<Effects> {
  const { candidates } = takeBackOf(request);
  const undo = candidates.flatMap((candidate) => candidate.undo.map((step) => ({ candidate, step })));
  const at = nowOf(world);
  const isShared = undo.some(({ step }) => grantsOf(step.call).length > 0);
  const [images, steps, others] = await Promise.all([
    Promise.all(
      wantedImages(candidates, request.subject).map(
        async ({ image, needs }) => [image.imageId, await orGone(world.cloud.observe(image, needs))] as const,
      ),
    ),
    Promise.all(
      undo
        .filter(({ step }) => needsLook(step))
        .map(async ({ candidate, step }) => [step.id, await sightOf(world, request, candidate, step)] as const),
    ),
    isShared ? requestsAbout(world, request) : [],
  ]);
  const sights = { images: Object.fromEntries(images), steps: Object.fromEntries(steps) };
  return { request, others, sights, at };
}

async function sightOf(world: World, request: Request, candidate: Candidate, step: UndoStep): Promise<Sight> {
  if (step.until === undefined) return 'there';
  try {
    if (await isMet(world, request, step, step.until)) return 'gone';
    const { step: forward } = candidate;
    const isSetting = CALLS[forward.call.name].repetition === 'repeat' && candidate.undo[0] === step;
    if (!isSetting || forward.until === undefined) return 'there';
    // What it set reads otherwise now: somebody has set it again.
    return (await isMet(world, request, forward, forward.until)) ? 'there' : 'changed';
  } catch (error) {
    if (error instanceof Gone) return 'gone';
    if (error instanceof Denied) return unknown(error.message, error.permission);
    throw error;
  }
}

async function isMet(world: World, request: Request, step: Pick<UndoStep, 'call'>, until: Condition): Promise<boolean> {
  // What was set for a moment after its call still is when it is so by a moment after now.
  const timed = withMoments({ call: step.call, until }, countedFrom(nowOf(world)));
  const condition = resolveCondition(step, timed.until, ({ step: id, keep }) => {
    throw new Error(`${id} has no ${keep}, although it was looked up before`);
  });
  const sighting = await world.cloud.look(condition, { requestId: request.id, requester: request.requester });
  return sighting.kind === 'met';
}

async function orGone(facts: Promise<Facts>): Promise<Facts | null> {
  try {
    return await facts;
  } catch (error) {
    if (error instanceof Gone) return null;
    throw error;
  }
}
