import { Conflict } from './errors.js';
import { Hold } from './hold.js';
import { insist } from './insist.js';
import { judge } from './policy/judge.js';
import { decide, type Command } from './request/decide.js';
import { evolve } from './request/evolve.js';
import { isHeld } from './request/lease.js';
import { canStop } from './request/stopping.js';
import type { Attempt, Request, RequestEvent } from './request/types.js';
import { standingNow } from './standing-now.js';
import type { Deed, DeedAnswer } from './use-cases.js';
import { nowOf, type World } from './world.js';

const WRITE_ATTEMPTS = 20;
/** So many refused attempts are kept in a history; more would only be somebody pressing again and again. */
const REFUSED_ATTEMPTS_KEPT = 50;

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
    world.log.info('attempt refused', { requestId: request.id, attempt, why: refusal.code, by: deed.by.userId });
    const noted = await note(world, request, { type: 'attempt-refused', by: deed.by, attempt, why: refusal.code, at });
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
    case 'retry':
      return { type: attempt.kind, by, standing };
  }
}

/** What a person pressed, whatever came of it. */
function attemptOf({ attempt }: Deed): Attempt {
  return attempt.kind === 'consider-denial' ? 'deny' : attempt.kind;
}

/** Adds a line to the history, each attempt of a person once. */
async function note(
  world: World,
  request: Request,
  event: RequestEvent & { type: 'attempt-refused' },
): Promise<Request> {
  const before = request.history.filter((each) => each.type === 'attempt-refused');
  const known = before.some(
    ({ by, attempt, why }) => by.userId === event.by.userId && attempt === event.attempt && why === event.why,
  );
  if (known || before.length >= REFUSED_ATTEMPTS_KEPT) return request;
  const noted = { ...evolve(request, event), version: request.version + 1 };
  await insist(noted.id, () => world.store.save(noted));
  return noted;
}
