import { Conflict } from './errors.js';
import type { Hold } from './hold.js';
import { isOpenOrDone, undoRequestOf } from './linked-undo.js';
import { lookAtLimit, waitForNext } from './limit-look.js';
import { storeNew } from './new-request.js';
import type { Plan } from './plan/types.js';
import { over } from './request/limit.js';
import type { Request, RequestId } from './request/types.js';
import { nowOf, type World } from './world.js';

/** With the back-off about a quarter of an hour: then people are told that it could not be ended so far. */
const ATTEMPTS_UNTOLD = 10;
const ID_ATTEMPTS = 5;
/** What waits for an approval may never come; what was approved ends soon. */
const UNDER_WAY: readonly Request['status'][] = ['approved', 'running'];

/**
 * The time of what was done for a time is over: makes the request that takes it back, which was approved with it. Takes
 * back what this request alone has given and what is still there. Safe to run again at any time: a crash makes no second one.
 */
export async function endLimit(world: World, hold: Hold): Promise<void> {
  const undo = await undoRequestOf(world.store, hold.request);
  // It was stored before a crash.
  if (undo?.undoes?.how === 'limit' && isOpenOrDone(undo)) close(hold);
  else if (undo !== undefined && UNDER_WAY.includes(undo.status)) delay(world, hold, `${undo.id} is not done yet.`);
  else await takeBack(world, hold);
}

async function takeBack(world: World, hold: Hold): Promise<void> {
  const look = await lookAtLimit(world, hold);
  switch (look.kind) {
    case 'something':
      await makeUndo(world, hold, look.plan);
      close(hold);
      return;
    case 'unreadable':
      delay(world, hold, look.why);
      return;
    case 'kept':
    case 'nothing':
      hold.record({ type: 'end-idle', why: look.why, at: nowOf(world) });
      return;
  }
}

/** The id is written down before the request that has it is stored. */
async function makeUndo(world: World, hold: Hold, plan: Plan): Promise<void> {
  let id = await reservedIn(world, hold.request);
  for (let attempt = 1; ; attempt += 1) {
    if (id === undefined) {
      id = world.ids.requestId();
      hold.record({ type: 'end-reached', undo: id, at: nowOf(world) });
    }
    await hold.commitChanges();
    try {
      await storeUndo(world, hold.request, id, plan);
      return;
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === ID_ATTEMPTS) throw error;
      if ((await undoRequestOf(world.store, hold.request)) !== undefined) return;
      id = undefined;
    }
  }
}

/** An id that was written down before a crash, for a request that was never stored. */
async function reservedIn({ store }: World, { history, undo }: Request): Promise<RequestId | undefined> {
  const reached = history.findLast(({ type }) => type === 'end-reached' || type === 'undo-asked');
  if (reached?.type !== 'end-reached' || undo?.request !== reached.undo) return undefined;
  return (await store.load(reached.undo)) === undefined ? reached.undo : undefined;
}

/** Approved as it is stored: whichever process polls next carries it out. */
async function storeUndo(world: World, { id: undone, requester }: Request, id: RequestId, plan: Plan): Promise<void> {
  const made = await storeNew(world, {
    id,
    operation: plan.operation,
    input: {},
    requester,
    plan,
    ruling: { kind: 'auto', rules: [] },
    undoes: { request: undone, how: 'limit' },
  });
  await made.release();
  world.log.info('the time of a request is over', { requestId: undone, undo: id });
}

/** Tries again later, and tells people once when that has gone on for a while. */
function delay(world: World, hold: Hold, why: string): void {
  if (waitForNext(world, hold) === ATTEMPTS_UNTOLD) hold.record({ type: 'end-delayed', why, at: nowOf(world) });
}

/** The other request's task by now. */
function close(hold: Hold): void {
  hold.apply((request) => (request.limit === undefined ? request : { ...request, limit: over(request.limit) }));
}
