import { considerRequest } from './consider-request.js';
import { Conflict } from './errors.js';
import { subjectName } from './facts/subject.js';
import type { Hold } from './hold.js';
import { storeNew, type RulingToRun } from './new-request.js';
import { canonical } from './plan/canonical.js';
import type { Plan } from './plan/types.js';
import type { Request } from './request/types.js';
import { announce } from './run-request.js';
import { settleInput } from './subjects.js';
import type { Ask } from './use-cases.js';
import type { Submission } from './submission.js';
import type { World } from './world.js';

const ID_ATTEMPTS = 5;

/** A submission, and the hold on the new request for whoever drives it on. */
export interface Submitted {
  readonly submission: Submission;
  readonly hold?: Hold;
}

/**
 * Finds what it is about, observes it, makes the plan, asks the rules, and stores the request. Nothing is stored when any of them
 * says no. The request's message is posted before this returns, where Slack lets it be.
 */
export async function submitRequest(world: World, ask: Ask): Promise<Submitted> {
  const considered = await considerRequest(world, ask);
  if (considered.kind !== 'possible') return { submission: considered };
  const { plan, ruling } = considered;
  if (ruling.kind === 'refused') return { submission: { kind: 'forbidden', plan, reason: ruling.reason } };
  const existing = await sameRequest(world, plan);
  if (existing !== undefined) return { submission: { kind: 'duplicate', request: existing } };
  const hold = await store(world, ask, plan, ruling);
  world.log.info('requested', { requestId: hold.request.id, operation: ask.operation.name, ruling: ruling.kind });
  await announce(world, hold);
  return { submission: { kind: 'submitted', request: hold.request }, hold };
}

/** An unfinished request that would make the very same calls, at the same pace and for the same time. */
async function sameRequest(world: World, plan: Plan): Promise<Request | undefined> {
  const { items } = await world.store.bySubject(subjectName(plan.subject), { limit: 50 });
  const unfinished = items.filter(
    ({ operation, status }) => operation === plan.operation && ['pending', 'approved', 'running'].includes(status),
  );
  for (const { id } of unfinished) {
    const request = await world.store.load(id);
    if (request !== undefined && canonical(effectOf(request.plan)) === canonical(effectOf(plan))) return request;
  }
  return undefined;
}

function effectOf({ steps, forMs }: Plan): unknown {
  return { calls: steps.map(({ call, waitMs }) => ({ call, waitMs })), forMs };
}

async function store(world: World, ask: Ask, plan: Plan, ruling: RulingToRun): Promise<Hold> {
  const input = settleInput(ask.operation, ask.input, plan.subject);
  for (let attempt = 1; ; attempt += 1) {
    const id = world.ids.requestId();
    try {
      return await storeNew(world, { ...ask, id, operation: ask.operation.name, input, plan, ruling });
    } catch (error) {
      // Six characters are few: an id that is taken is drawn again.
      if (!(error instanceof Conflict) || attempt === ID_ATTEMPTS) throw error;
    }
  }
}
