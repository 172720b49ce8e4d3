import { decide, type Command, type Decision } from '../../domain/request/decide.js';
import { evolve } from '../../domain/request/evolve.js';
import { addMs } from '../../domain/model/time.js';
import type { Request, RequestId } from '../../domain/request/types.js';
import { updateRequest } from '../execution/update-request.js';
import type { RequestStore } from '../ports/request-store.js';

/** What became of a request whose approval may be older than what was done. */
export interface RestoredRequest {
  readonly id: RequestId;
  readonly outcome: 'returned' | 'failed';
}

const PAGE_SIZE = 100;
const RESTORED = 'Restored: the table was restored from a backup. Calls made since the backup are not recorded.';

/**
 * Returns approved and running requests to their approvers, after the table was restored from a backup. Requests that no
 * one had to approve fail instead, so that they do not run again without a person. The end of a time-limited share stays
 * approved. No process may run at the same time.
 */
export async function* returnAfterRestore(
  store: Pick<RequestStore, 'listOpen' | 'load' | 'save'>,
  at: string,
): AsyncGenerator<RestoredRequest> {
  for (const id of await openRequests(store)) {
    const outcome = await updateRequest(store, id, async (request, save) => {
      if (request.undoOf?.how === 'expiration') return undefined;
      const decision = decideRestored(request, at);
      if (decision.kind === 'refused') return undefined;
      const { status } = await save(decision.events.reduce(evolve, request));
      return status === 'failed' ? 'failed' : 'returned';
    });
    if (outcome !== undefined) yield { id, outcome };
  }
}

async function openRequests(store: Pick<RequestStore, 'listOpen'>): Promise<readonly RequestId[]> {
  const ids: RequestId[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.listOpen({ limit: PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) });
    ids.push(...page.items.map(({ id }) => id));
    ({ cursor } = page);
  } while (cursor !== undefined);
  return ids;
}

/** Refused for a request that is not approved or running. */
function decideRestored(request: Request, at: string): Decision {
  const returned = returnCommand(request, at);
  const decision = returned === undefined ? undefined : decide(returned, request, at);
  if (decision?.kind === 'events') return decision;
  return decide({ type: 'fail', failure: { code: 'restored' } }, request, at);
}

/** `undefined` if no approval is required. The request waits as long as when it was created. */
function returnCommand(request: Request, at: string): Command | undefined {
  const { plan, policyDecision, createdAt, approvalExpiresAt, remindAt } = request;
  if (policyDecision.kind !== 'approval') return undefined;
  return {
    type: 'return-to-approvers',
    plan,
    policyDecision,
    differences: [RESTORED],
    approvalExpiresAt: addMs(at, Math.max(Date.parse(approvalExpiresAt) - Date.parse(createdAt), 0)),
    remindAt: addMs(at, Math.max(Date.parse(remindAt ?? createdAt) - Date.parse(createdAt), 0)),
  };
}
