import type { Step } from '../plan/types.js';
import type { Request, RequestId } from '../request/types.js';
import { grantKey, grantsOf, type Grant } from './grants.js';
import { happenedIn } from './take-back.js';

/** A permission that a request gave or took away. */
export interface Change {
  readonly by: RequestId;
  readonly at: string;
  readonly grant: Grant;
  /** Not so while its outcome is not known. */
  readonly isSure: boolean;
}

interface State {
  readonly gives: boolean;
  readonly by: ReadonlySet<RequestId>;
}

/**
 * Who answers for a permission being given, or taken away, as the requests tell it: all that have asked for the same since
 * somebody last asked for the opposite. An undo puts back what was before, unless it is the one that is asked about. What
 * is done by hand is not seen here.
 */
export function holdersOf(requests: readonly Request[], about?: RequestId): (grant: Grant) => ReadonlySet<RequestId> {
  const states = new Map<string, State>();
  for (const { by, grant } of standingChanges(requests, about)) {
    const before = states.get(grantKey(grant));
    const others = before?.gives === grant.gives ? before.by : [];
    states.set(grantKey(grant), { gives: grant.gives, by: new Set([...others, by]) });
  }
  return (grant) => {
    const state = states.get(grantKey(grant));
    return state?.gives === grant.gives ? state.by : new Set();
  };
}

/** The changes that were not undone, in the order in which they were made. */
export function standingChanges(requests: readonly Request[], about?: RequestId): readonly Change[] {
  return standing(changesIn(requests), requests, about);
}

/** In the order in which they were made. */
function changesIn(requests: readonly Request[]): readonly Change[] {
  return requests
    .flatMap((request) =>
      happenedIn(request)
        .filter(({ step }) => !isLoan(step, request))
        .flatMap(({ step, startedAt }) =>
          grantsOf(step.call).map((grant): Change => {
            return { by: request.id, at: startedAt, grant, isSure: request.steps[step.id]?.state === 'done' };
          }),
        ),
    )
    .toSorted((one, other) => one.at.localeCompare(other.at));
}

/** What a plan gives for the way and takes back itself, as a copy to another account does, is nobody's wish to keep. */
function isLoan(step: Step, { plan }: Request): boolean {
  return step.cleansUp !== undefined || plan.steps.some(({ cleansUp }) => cleansUp?.of === step.id);
}

/** Without the changes that were undone, and without their undoing. */
function standing(changes: readonly Change[], requests: readonly Request[], about?: RequestId): readonly Change[] {
  const over = new Set<string>();
  for (const { by, grant } of changes) {
    const undone = by === about ? undefined : undoneBy(by, requests);
    if (undone === undefined) continue;
    over.add(nameOf({ by, grant }));
    over.add(nameOf({ by: undone, grant: { ...grant, gives: !grant.gives } }));
  }
  return changes.filter((change) => !over.has(nameOf(change)));
}

/** The request that another one undoes. To undo an undo is to do the thing anew. */
function undoneBy(id: RequestId, requests: readonly Request[]): RequestId | undefined {
  const target = requests.find((request) => request.id === id)?.undoes?.request;
  return target !== undefined && undoneBy(target, requests) === undefined ? target : undefined;
}

function nameOf({ by, grant }: Pick<Change, 'by' | 'grant'>): string {
  return `${by} ${grant.gives ? 'gives' : 'takes'} ${grantKey(grant)}`;
}
