import { Conflict } from './errors.js';
import type { Hold } from './hold.js';
import { insist } from './insist.js';
import { storeNew } from './new-request.js';
import { isOpenOrDone, undoRequestOf } from './linked-undo.js';
import { noteAttempt } from './note-attempt.js';
import { planUndoNow } from './plan-undo-now.js';
import { judge } from './policy/judge.js';
import { decide } from './request/decide.js';
import { evolve } from './request/evolve.js';
import type { Request, RequestId } from './request/types.js';
import { announce } from './run-request.js';
import type { UndoAnswer, UndoAsk } from './use-cases.js';
import { nowOf, type World } from './world.js';

const WRITE_ATTEMPTS = 20;

/** An answer, and the hold on the new request for whoever drives it on. */
export interface Undoing {
  readonly answer: UndoAnswer;
  readonly hold?: Hold;
}

/**
 * Makes the request that takes back what another one did. One at a time: while there is one that is open or done, that is
 * the answer. The old request is told the new one's id before that is stored, so that two presses at once, and a crash
 * between the two writes, still make one.
 */
export async function undoRequest(world: World, ask: UndoAsk): Promise<Undoing> {
  for (let attempt = 1; ; attempt += 1) {
    const request = await world.store.load(ask.requestId);
    if (request === undefined) return { answer: { kind: 'no-such-request', id: ask.requestId } };
    try {
      return await undoOf(world, ask, request);
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === WRITE_ATTEMPTS) throw error;
    }
  }
}

async function undoOf(world: World, ask: UndoAsk, request: Request): Promise<Undoing> {
  const existing = await undoRequestOf(world.store, request);
  if (existing !== undefined && isOpenOrDone(existing)) return { answer: { kind: 'duplicate', request: existing } };
  const undo =
    request.undo !== undefined && existing === undefined ? await unused(world, request.undo.request) : undefined;
  const id = undo ?? world.ids.requestId();
  const standing = await standingFor(world, ask);
  const decision = decide({ type: 'ask-undo', by: ask.by, standing, undo: id }, request, nowOf(world));
  if (decision.kind === 'refused') {
    const noted = await noteAttempt(world, request, { by: ask.by, attempt: 'undo', why: decision.refusal.code });
    return { answer: { kind: 'not-allowed', refusal: decision.refusal, request: noted } };
  }
  const planned = await planUndoNow(world, request);
  if (planned.kind === 'refused') {
    return { answer: { kind: 'refused', title: planned.title, findings: planned.findings } };
  }
  const { plan } = planned;
  const ruling = judge(world.policy.rules, plan, world.directory);
  if (ruling.kind === 'refused') return { answer: { kind: 'forbidden', plan, reason: ruling.reason } };

  if (undo === undefined) {
    const linked = decision.events.reduce(evolve, { ...request, version: request.version + 1 });
    await insist(request.id, () => world.store.save(linked));
  }
  const hold = await storeNew(world, {
    id,
    operation: plan.operation,
    input: {},
    requester: ask.by,
    ...(ask.reason === undefined ? {} : { reason: ask.reason }),
    plan,
    ruling,
    undoes: { request: request.id },
  });
  world.log.info('undo requested', {
    requestId: id,
    undoes: request.id,
    operation: plan.operation,
    ruling: ruling.kind,
  });
  await announce(world, hold);
  return { answer: { kind: 'submitted', request: hold.request }, hold };
}

/** An id that was written down for a request that was never stored; undefined when another one has it by now. */
async function unused({ store }: World, id: RequestId): Promise<RequestId | undefined> {
  return (await store.load(id)) === undefined ? id : undefined;
}

/** Anybody of the workspace may ask; who may approve is for the rules to say. */
async function standingFor({ people }: World, { by }: UndoAsk): Promise<{ kind: 'another-team' | 'not-an-approver' }> {
  return { kind: by.teamId === (await people.homeTeam()) ? 'not-an-approver' : 'another-team' };
}
