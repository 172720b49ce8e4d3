import { granteeKey } from '../model/grantee.js';
import type { LaunchPermissionInput, TextOrRef } from './call-inputs.js';
import type { Call, UndoStep, WaitCondition } from './types.js';

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

/** A change of one permission, also on a resource that an earlier step of the plan creates. */
export interface GrantChange extends Omit<Grant, 'resourceId'> {
  readonly resource: TextOrRef;
}

/** The permissions that a call changes. Empty for other calls. */
export function grantChanges(call: Call): readonly GrantChange[] {
  if (call.name === 'ModifyImageAttribute') {
    const { ImageId: resource, LaunchPermission } = call.input;
    const { Add = [], Remove = [] } = LaunchPermission;
    return [
      ...Add.map((entry) => ({ resource, grantee: granteeKeyOf(entry), isGrant: true })),
      ...Remove.map((entry) => ({ resource, grantee: granteeKeyOf(entry), isGrant: false })),
    ];
  }
  if (call.name !== 'ModifySnapshotAttribute') return [];
  const { SnapshotId: resource, OperationType, UserIds = [], GroupNames = [] } = call.input;
  const grantees = [...UserIds, ...GroupNames.map(() => 'public')];
  return grantees.map((grantee) => ({ resource, grantee, isGrant: OperationType === 'add' }));
}

/** The changes of permissions on resources that exist before the plan runs. */
export function grantsOf(call: Call): readonly Grant[] {
  return grantChanges(call).flatMap(({ resource, grantee, isGrant }) =>
    typeof resource === 'string' ? { resourceId: resource, grantee, isGrant } : [],
  );
}

/** Whether a change makes something public for everyone in the world. */
export function isPublicGrant({ grantee, isGrant }: Pick<Grant, 'grantee' | 'isGrant'>): boolean {
  return isGrant && grantee === 'public';
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
