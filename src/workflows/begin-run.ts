import type { Hold } from './hold.js';
import { lookAgain } from './look-again.js';
import { changedUndo } from './plan/continued.js';
import type { Evidence, Plan, Step } from './plan/types.js';
import { dueIfAnnounced, rungTimes } from './request/rungs.js';
import { startStep } from './run-step.js';
import { nowOf, type World } from './world.js';

/**
 * Looks at the world once more and compares a fresh plan with the approved one. The same: the run begins. Different: the
 * request goes back to the approvers. Impossible by now: it fails, with the reasons.
 */
export async function beginRun(world: World, hold: Hold): Promise<void> {
  const { plan, steps } = hold.request;
  const isBegun = Object.keys(steps).length > 0;
  // What has begun goes on; only what takes an AMI away is looked at again, since its use may have begun meanwhile.
  const found = isBegun && !plan.scope.takesAway ? plan : await planIfUnchanged(world, hold);
  if (found === undefined) return;
  // What takes a step back is what is found now: what was there when it was approved may have changed since.
  const undo = changedUndo(plan, found);
  hold.carryOut({ type: 'begin', ...(Object.keys(undo).length === 0 ? {} : { undo }) }, nowOf(world));
}

/** Makes known that a step will be begun at its time, where it still would be; asks the approvers where it would not. */
export async function announceRung(world: World, hold: Hold, step: Step): Promise<void> {
  const plan = await planIfUnchanged(world, hold);
  const times = rungTimes(step, hold.request);
  if (plan === undefined || times === undefined || step.waitMs === undefined) return;
  const at = nowOf(world);
  const due = dueIfAnnounced(step.waitMs, times, at);
  hold.recordUnlessStopped({ type: 'rung-announced', step: step.id, due, at, ...seenIn(plan) });
}

/** Looks again at the moment itself, and begins the step, with what takes it back as it is now. */
export async function beginRung(world: World, hold: Hold, step: Step): Promise<void> {
  const plan = await planIfUnchanged(world, hold);
  if (plan === undefined) return;
  const undo = changedUndo(hold.request.plan, plan);
  hold.recordUnlessStopped({ type: 'looked-again', step: step.id, at: nowOf(world), undo, ...seenIn(plan) });
  await startStep(world, hold, step);
}

/** What would be done now, where that is what was approved. Everything else is recorded: a question, an end, a wait. */
async function planIfUnchanged(world: World, hold: Hold): Promise<Plan | undefined> {
  const look = await hold.during(lookAgain(world, hold.request));
  switch (look.kind) {
    case 'same':
      return look.plan;
    case 'otherwise':
      hold.carryOut(look.command, nowOf(world));
      return undefined;
    case 'wait': {
      const { attempts, retryAt } = look;
      hold.apply((request) => ({ ...request, trouble: { attempts, retryAt } }));
      return undefined;
    }
  }
}

/** The most telling of what was seen. */
function seenIn({ evidence: [seen] }: Plan): { readonly seen?: Evidence } {
  return seen === undefined ? {} : { seen };
}
