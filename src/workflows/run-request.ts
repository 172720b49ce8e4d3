import { announceRequest } from './announce-request.js';
import { announceRung, beginRung, beginRun } from './begin-run.js';
import { closeOverdue } from './close-overdue.js';
import { endLimit } from './end-limit.js';
import { isPortFailure } from './errors.js';
import { Hold, LeaseLost } from './hold.js';
import { decide } from './request/decide.js';
import { nextTask, type Task } from './request/next-task.js';
import type { Failure, RequestId } from './request/types.js';
import { breakOffStep, lookAtStep, resumeStep, startStep } from './run-step.js';
import { tellUndone } from './tell-undone.js';
import { warnOfEnd } from './warn-of-end.js';
import { nowOf, type World } from './world.js';

/** Takes hold of a request and drives it; does nothing when another process has it. Safe to call at any time. */
export async function runRequest(world: World, id: RequestId): Promise<void> {
  const hold = await Hold.claim(world, id);
  if (hold !== undefined) await drive(world, hold);
}

/**
 * Does one thing after another for a request, until there is nothing to do now: tells Slack, runs the plan, expires.
 * Then it gives the request back with the time at which it is due again. A crash in between is what the next run
 * finds in the record.
 */
export async function drive(world: World, hold: Hold): Promise<void> {
  try {
    for (;;) {
      const task = nextTask(hold.request, nowOf(world));
      if (task.kind === 'rest' || world.stopping.aborted) {
        await hold.release();
        return;
      }
      await performOrFail(world, hold, task);
    }
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error;
    world.log.info('another process has taken the request over', { requestId: hold.request.id });
  }
}

/** Tells Slack about a request once, and writes down what was told. */
export async function announce(world: World, hold: Hold): Promise<void> {
  // Nobody is told what a crash could still take back.
  await hold.commitChanges();
  const first = hold.request.announced.message === undefined;
  const announced = await hold.during(announceRequest(world, hold.request));
  hold.apply((request) => ({ ...request, announced }));
  // A message that is posted but not written down would be posted again.
  if (first) await hold.commit();
}

/** A defect of ours ends a request that was to run, in plain sight, rather than being met again and again. */
async function performOrFail(world: World, hold: Hold, task: Exclude<Task, { kind: 'rest' }>): Promise<void> {
  try {
    await perform(world, hold, task);
  } catch (error) {
    if (isPortFailure(error) || error instanceof LeaseLost) throw error;
    const failure: Failure = {
      code: 'defect',
      message: 'AMI Steward met a defect of its own and stopped.',
      advice: `Give the operator the request's id; the log names the cause. Retry goes on where it stopped.`,
    };
    const decision = decide({ type: 'fail', failure }, hold.request, nowOf(world));
    if (decision.kind === 'refused') throw error;
    world.log.error('a defect ended a request', { requestId: hold.request.id, task: task.kind, error });
    hold.record(...decision.events);
  }
}

async function perform(world: World, hold: Hold, task: Exclude<Task, { kind: 'rest' }>): Promise<void> {
  switch (task.kind) {
    case 'announce':
      await announce(world, hold);
      return;
    case 'expire':
    case 'remind':
      closeOverdue(world, hold, task.kind);
      return;
    case 'begin':
      await beginRun(world, hold);
      return;
    case 'announce-rung':
      await announceRung(world, hold, task.step);
      return;
    case 'begin-rung':
      await beginRung(world, hold, task.step);
      return;
    case 'start':
      await startStep(world, hold, task.step);
      return;
    case 'resume':
      await resumeStep(world, hold, task.step);
      return;
    case 'look':
      await lookAtStep(world, hold, task.step);
      return;
    case 'break-off':
      await breakOffStep(world, hold, task.step);
      return;
    case 'skip':
      hold.record({ type: 'step-skipped', step: task.step.id, at: nowOf(world) });
      return;
    case 'finish':
      finish(world, hold);
      return;
    case 'warn-end':
      await warnOfEnd(world, hold);
      return;
    case 'end':
      await endLimit(world, hold);
      return;
    case 'tell-undone':
      await tellUndone(world, hold, task.undone);
      return;
  }
}

function finish(world: World, hold: Hold): void {
  hold.carryOut({ type: 'finish' }, nowOf(world));
  const { id, operation, status } = hold.request;
  world.log.info('request ended', { requestId: id, operation, status });
}

/** The requests that something is to be done about now, driven at most `limit` at a time. */
export async function runDue(world: World, limit: number): Promise<number> {
  const ids = await world.store.due(nowOf(world), limit);
  await Promise.all(ids.map((id) => runSafely(world, id)));
  return ids.length;
}

/** As `runRequest`; a defect or an outage is logged, and the request comes due again when its lease ends. */
export async function runSafely(world: World, id: RequestId): Promise<void> {
  await logged(world, id, runRequest(world, id));
}

export async function driveSafely(world: World, hold: Hold): Promise<void> {
  await logged(world, hold.request.id, drive(world, hold));
}

async function logged(world: World, requestId: RequestId, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    world.log.error('a request could not be driven on', { requestId, error });
  }
}
