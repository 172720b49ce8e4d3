import { omitUndefined } from '../../domain/model/omit-undefined.js';
import { RequestLease } from './request-lease.js';
import { retryWrite } from './retry-write.js';
import type { Plan } from '../../domain/plan/types.js';
import type { PolicyDecision } from '../../domain/policy/types.js';
import { evolve } from '../../domain/request/evolve.js';
import { addMs } from '../../domain/model/time.js';
import type { Person, Request, RequestEvent, RequestId, UndoOf } from '../../domain/request/types.js';
import { isoNow, type UseCaseContext } from '../context.js';
import type { LeaseContext } from './lease.js';

/** The ports for storing a new request. */
export type CreationContext = LeaseContext & Pick<UseCaseContext, 'store' | 'policy'>;

type RunnableDecision = Exclude<PolicyDecision, { kind: 'refused' }>;

export interface NewRequest {
  readonly id: RequestId;
  readonly operation: string;
  readonly input: unknown;
  readonly requester: Person;
  readonly reason?: string;
  readonly plan: Plan;
  readonly policyDecision: RunnableDecision;
  readonly undoOf?: UndoOf;
}

/** Stores a new request with this process's lease, in one write. Throws `Conflict` if the id is in use. */
export async function createRequest(context: CreationContext, fields: NewRequest): Promise<RequestLease> {
  const request = RequestLease.stampLease(context, initialRequest(context, fields));
  await retryWrite(request.id, () => context.store.create(request));
  return new RequestLease(context, request);
}

function initialRequest(
  context: CreationContext,
  { id, operation, input, requester, reason, plan, policyDecision, undoOf }: NewRequest,
): Request {
  const at = isoNow(context);
  const request: Request = {
    id,
    version: 1,
    operation,
    input,
    subject: plan.subject,
    requester,
    ...omitUndefined({ reason }),
    createdAt: at,
    status: 'pending',
    plan,
    policyDecision,
    approvals: [],
    steps: {},
    ...omitUndefined({ undoOf }),
    approvalExpiresAt: addMs(at, context.policy.expireAfterMs),
    remindAt: addMs(at, context.policy.remindAfterMs),
    notifications: { shownRevision: 0, sent: [], failures: 0 },
    revision: 0,
    history: [],
  };
  const events: readonly RequestEvent[] = [
    { type: 'requested', by: requester, at },
    ...(policyDecision.kind === 'auto' ? [{ type: 'approved', how: undoOf?.how ?? 'rule', at } as const] : []),
  ];
  return events.reduce(evolve, request);
}
