import { granteeKey } from '../model/grantee.js';
import type { LaunchPermissionInput } from '../plan/call-inputs.js';
import type { Call, Step, UndoStep, WaitCondition } from '../plan/types.js';
import type { Request, RequestId } from '../request/types.js';
import { executedSteps } from './revertible-steps.js';

/** One permission that a call gives or takes away. */
export interface Grant {
  /** The AMI or snapshot. */
  readonly resourceId: string;
  /** As `nameOf` names a grantee. */
  readonly grantee: string;
  readonly isGrant: boolean;
}

/** Identifies a permission, whether it is granted or revoked. */
export function grantKey({ resourceId, grantee }: Grant): string {
  return `${resourceId} ${grantee}`;
}

/** The permissions that a call changes. Empty for other calls. */
export function grantsOf(call: Call): readonly Grant[] {
  if (call.name === 'ModifyImageAttribute') {
    const { ImageId, LaunchPermission } = call.input;
    if (typeof ImageId !== 'string') return [];
    const { Add = [], Remove = [] } = LaunchPermission;
    return [
      ...Add.map((entry) => ({ resourceId: ImageId, grantee: granteeKeyOf(entry), isGrant: true })),
      ...Remove.map((entry) => ({ resourceId: ImageId, grantee: granteeKeyOf(entry), isGrant: false })),
    ];
  }
  if (call.name !== 'ModifySnapshotAttribute') return [];
  const { SnapshotId, OperationType, UserIds = [], GroupNames = [] } = call.input;
  if (typeof SnapshotId !== 'string') return [];
  const grantees = [...UserIds, ...GroupNames.map(() => 'public')];
  return grantees.map((grantee) => ({ resourceId: SnapshotId, grantee, isGrant: OperationType === 'add' }));
}

/** A step for some of its permissions alone; undefined when none is left. One that changes none stays as it is. */
export function restrictToGrants<S extends UndoStep>(step: S, isIncluded: (grant: Grant) => boolean): S | undefined {
  const grants = grantsOf(step.call);
  const kept = grants.filter(isIncluded);
  if (kept.length === grants.length) return step;
  if (kept.length === 0) return undefined;
  const names = new Set(kept.map(({ grantee }) => grantee));
  return {
    ...step,
    call: narrowedCall(step.call, names),
    ...(step.waitFor === undefined ? {} : { waitFor: narrowedCondition(step.waitFor, names) }),
  };
}

function narrowedCall(call: Call, names: ReadonlySet<string>): Call {
  if (call.name === 'ModifyImageAttribute') {
    const { Add, Remove } = call.input.LaunchPermission;
    const LaunchPermission = {
      ...(Add === undefined ? {} : { Add: Add.filter((entry) => names.has(granteeKeyOf(entry))) }),
      ...(Remove === undefined ? {} : { Remove: Remove.filter((entry) => names.has(granteeKeyOf(entry))) }),
    };
    return { ...call, input: { ...call.input, LaunchPermission } };
  }
  if (call.name !== 'ModifySnapshotAttribute') return call;
  const { UserIds, GroupNames } = call.input;
  return {
    ...call,
    input: {
      ...call.input,
      ...(UserIds === undefined ? {} : { UserIds: UserIds.filter((id) => names.has(id)) }),
      ...(GroupNames === undefined ? {} : { GroupNames: names.has('public') ? GroupNames : [] }),
    },
  };
}

function narrowedCondition(condition: WaitCondition, names: ReadonlySet<string>): WaitCondition {
  if (condition.kind !== 'launch-permissions' && condition.kind !== 'volume-permissions') return condition;
  return {
    ...condition,
    present: condition.present.filter((grantee) => names.has(granteeKey(grantee))),
    absent: condition.absent.filter((grantee) => names.has(granteeKey(grantee))),
  };
}

function granteeKeyOf({ UserId, OrganizationArn, OrganizationalUnitArn }: LaunchPermissionInput): string {
  return UserId ?? OrganizationArn ?? OrganizationalUnitArn ?? 'public';
}

/** A permission that a request gave or took away. */
export interface GrantChange {
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
export function effectiveChanges(requests: readonly Request[], about?: RequestId): readonly GrantChange[] {
  return withoutUndone(changesIn(requests), requests, about);
}

/** In the order in which they were made. */
function changesIn(requests: readonly Request[]): readonly GrantChange[] {
  return requests
    .flatMap((request) =>
      executedSteps(request)
        .filter(({ step }) => !isTemporary(step, request))
        .flatMap(({ step, startedAt }) =>
          grantsOf(step.call).map((grant): GrantChange => {
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
  changes: readonly GrantChange[],
  requests: readonly Request[],
  about?: RequestId,
): readonly GrantChange[] {
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

function changeKey({ by, grant }: Pick<GrantChange, 'by' | 'grant'>): string {
  return `${by} ${grant.isGrant ? 'gives' : 'takes'} ${grantKey(grant)}`;
}
