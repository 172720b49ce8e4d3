import { Hold } from './hold.js';
import { insist } from './insist.js';
import type { Plan } from './plan/types.js';
import type { Ruling } from './policy/types.js';
import { evolve } from './request/evolve.js';
import { later } from './request/times.js';
import type { Person, Request, RequestEvent, RequestId, Undoes } from './request/types.js';
import { nowOf, type World } from './world.js';

export type RulingToRun = Exclude<Ruling, { kind: 'refused' }>;

export interface NewRequest {
  readonly id: RequestId;
  readonly operation: string;
  readonly input: unknown;
  readonly requester: Person;
  readonly reason?: string;
  readonly plan: Plan;
  readonly ruling: RulingToRun;
  readonly undoes?: Undoes;
}

/** Stores a new request and takes hold of it in the same write. Throws `Conflict` when the id is taken. */
export async function storeNew(world: World, parts: NewRequest): Promise<Hold> {
  const request = Hold.offer(world, newRequest(world, parts));
  await insist(request.id, () => world.store.create(request));
  return Hold.adopt(world, request);
}

function newRequest(
  world: World,
  { id, operation, input, requester, reason, plan, ruling, undoes }: NewRequest,
): Request {
  const at = nowOf(world);
  const request: Request = {
    id,
    version: 1,
    operation,
    input,
    subject: plan.subject,
    requester,
    ...(reason === undefined ? {} : { reason }),
    createdAt: at,
    status: 'pending',
    plan,
    ruling,
    approvals: [],
    steps: {},
    ...(undoes === undefined ? {} : { undoes }),
    expiresAt: later(at, world.policy.expireAfterMs),
    remindAt: later(at, world.policy.remindAfterMs),
    announced: { shown: 0, told: [], failures: 0 },
    revision: 0,
    history: [],
  };
  const events: readonly RequestEvent[] = [
    { type: 'requested', by: requester, at },
    ...(ruling.kind === 'auto' ? [{ type: 'approved', how: undoes?.how ?? 'rule', at } as const] : []),
  ];
  return events.reduce(evolve, request);
}
