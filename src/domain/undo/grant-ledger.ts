import { type Grant, grantKey, grantsOf } from '../plan/grants.js';
import type { Step } from '../plan/types.js';
import type { Request, RequestId } from '../request/types.js';
import { executedSteps } from './revertible-steps.js';

/** A permission that a request gave or took away. */
export interface LedgerEntry {
  readonly by: RequestId;
  readonly at: string;
  readonly grant: Grant;
  /** Not so while its outcome is not known. */
  readonly isConfirmed: boolean;
}

interface GrantState {
  readonly isGrant: boolean;
  readonly by: ReadonlySet<RequestId>;
}

/**
 * The requests that own the present state of a permission: all that have made the same change since the last opposite
 * one. An undo restores the former owners, unless it is the request in question. Manual changes are not seen here.
 */
export function grantOwners(requests: readonly Request[], about?: RequestId): (grant: Grant) => ReadonlySet<RequestId> {
  const states = new Map<string, GrantState>();
  for (const { by, grant } of effectiveChanges(requests, about)) {
    const before = states.get(grantKey(grant));
    const others = before?.isGrant === grant.isGrant ? before.by : [];
    states.set(grantKey(grant), { isGrant: grant.isGrant, by: new Set([...others, by]) });
  }
  return (grant) => {
    const state = states.get(grantKey(grant));
    return state?.isGrant === grant.isGrant ? state.by : new Set();
  };
}

/** The changes that were not undone, in the order in which they were made. */
export function effectiveChanges(requests: readonly Request[], about?: RequestId): readonly LedgerEntry[] {
  return withoutUndone(changesIn(requests), requests, about);
}

/** In the order in which they were made. */
function changesIn(requests: readonly Request[]): readonly LedgerEntry[] {
  return requests
    .flatMap((request) =>
      executedSteps(request)
        .filter(({ step }) => !isTemporary(step, request))
        .flatMap(({ step, startedAt }) =>
          grantsOf(step.call).map((grant): LedgerEntry => {
            return { by: request.id, at: startedAt, grant, isConfirmed: request.steps[step.id]?.state === 'done' };
          }),
        ),
    )
    .toSorted((one, other) => one.at.localeCompare(other.at));
}

/** A temporary grant that a plan revokes itself, as a copy to another account does, has no owner. */
function isTemporary(step: Step, { plan }: Request): boolean {
  return step.cleanup !== undefined || plan.steps.some(({ cleanup }) => cleanup?.stepId === step.id);
}

/** Without the changes that were undone, and without their undoing. */
function withoutUndone(
  changes: readonly LedgerEntry[],
  requests: readonly Request[],
  about?: RequestId,
): readonly LedgerEntry[] {
  const over = new Set<string>();
  for (const { by, grant } of changes) {
    const undone = by === about ? undefined : undoTarget(by, requests);
    if (undone === undefined) continue;
    over.add(changeKey({ by, grant }));
    over.add(changeKey({ by: undone, grant: { ...grant, isGrant: !grant.isGrant } }));
  }
  return changes.filter((change) => !over.has(changeKey(change)));
}

/** The request that another one undoes. Undoing an undo repeats the original change. */
function undoTarget(id: RequestId, requests: readonly Request[]): RequestId | undefined {
  const target = requests.find((request) => request.id === id)?.undoOf?.requestId;
  return target !== undefined && undoTarget(target, requests) === undefined ? target : undefined;
}

function changeKey({ by, grant }: Pick<LedgerEntry, 'by' | 'grant'>): string {
  return `${by} ${grant.isGrant ? 'gives' : 'takes'} ${grantKey(grant)}`;
}
