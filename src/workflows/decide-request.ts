import { Conflict } from './errors.js';
import { Hold } from './hold.js';
import { insist } from './insist.js';
import { isOpenOrDone, undoRequestOf } from './linked-undo.js';
import { noteAttempt } from './note-attempt.js';
import { judge } from './policy/judge.js';
import { decide, type Command } from './request/decide.js';
import { evolve } from './request/evolve.js';
import { isHeld } from './request/lease.js';
import { canStop } from './request/stopping.js';
import type { Attempt, Request } from './request/types.js';
import { standingNow } from './standing-now.js';
import type { Deed, DeedAnswer } from './use-cases.js';
import { nowOf, type World } from './world.js';

const WRITE_ATTEMPTS = 20;

/** An answer, and the hold on the request where this process may drive it on. */
export interface Decided {
  readonly answer: DeedAnswer;
  readonly hold?: Hold;
}

/**
 * Approves, denies, cancels or retries. Rights are looked up at this moment, the first valid decision wins, and
 * simultaneous ones are each counted: whoever loses the race for the write decides again on what is stored then.
 */
export async function decideRequest(world: World, deed: Deed): Promise<Decided> {
  for (let attempt = 1; ; attempt += 1) {
    const request = await world.store.load(deed.requestId);
    if (request === undefined) return { answer: { kind: 'no-such-request', id: deed.requestId } };
    try {
      return await decideOn(world, deed, request);
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === WRITE_ATTEMPTS) throw error;
    }
  }
}

async function decideOn(world: World, deed: Deed, request: Request): Promise<Decided> {
  const at = nowOf(world);
  const decision = decide(await commandFor(world, deed, request), request, at);
  if (decision.kind === 'refused') {
    const { refusal } = decision;
    const attempt = attemptOf(deed);
    const noted = await noteAttempt(world, request, { by: deed.by, attempt, why: refusal.code });
    return { answer: { kind: 'refused', refusal, request: noted } };
  }
  if (deed.attempt.kind === 'consider-denial') return { answer: { kind: 'accepted', request } };
  const decided = decision.events.reduce(evolve, { ...request, version: request.version + 1 });
  const free = !isHeld(request, at);
  const stored = free ? Hold.offer(world, decided) : decided;
  await insist(stored.id, () => world.store.save(stored));
  world.log.info('decided', {
    requestId: request.id,
    attempt: deed.attempt.kind,
    by: deed.by.userId,
    status: stored.status,
  });
  const answer: DeedAnswer = { kind: 'accepted', request: stored };
  // Held by another process: that one finds the decision when it next writes, and drives on.
  return free ? { answer, hold: Hold.adopt(world, stored) } : { answer };
}

async function commandFor(world: World, { by, attempt }: Deed, request: Request): Promise<Command> {
  const ruling = attempt.kind === 'approve' ? judge(world.policy.rules, request.plan, world.directory) : request.ruling;
  const standing = await standingNow(world, by, ruling);
  switch (attempt.kind) {
    case 'approve':
      return { type: 'approve', by, standing, ruling };
    case 'deny':
      return { type: 'deny', by, standing, reason: attempt.reason };
    case 'consider-denial':
      return { type: 'deny', by, standing, reason: '' };
    case 'cancel':
      // Who types “cancel” of something that has begun means to stop it.
      return { type: canStop(request) ? 'stop' : 'cancel', by, standing };
    case 'stop':
      return { type: request.status === 'pending' ? 'cancel' : 'stop', by, standing };
    case 'end':
      return { type: 'end', by, standing };
    case 'retry': {
      const undo = await undoRequestOf(world.store, request);
      return { type: 'retry', by, standing, ...(undo !== undefined && isOpenOrDone(undo) ? { undoing: undo.id } : {}) };
    }
  }
}

/** What a person pressed, whatever came of it. */
function attemptOf({ attempt }: Deed): Attempt {
  return attempt.kind === 'consider-denial' ? 'deny' : attempt.kind;
}
