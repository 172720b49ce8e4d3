import type { LaunchPermissionInput } from '../plan/calls.js';
import type { Call, Condition, UndoStep } from '../plan/types.js';
import { nameOf } from '../operations/planning/grantee.js';

/** One permission that a call gives or takes away. */
export interface Grant {
  /** The AMI or snapshot. */
  readonly on: string;
  /** As `nameOf` names a grantee. */
  readonly grantee: string;
  readonly gives: boolean;
}

/** What tells permissions apart, whether they are given or taken away. */
export function grantKey({ on, grantee }: Grant): string {
  return `${on} ${grantee}`;
}

/** The permissions that a call changes; none for a call that is about something else. */
export function grantsOf(call: Call): readonly Grant[] {
  if (call.name === 'ModifyImageAttribute') {
    const { ImageId, LaunchPermission } = call.input;
    if (typeof ImageId !== 'string') return [];
    const { Add = [], Remove = [] } = LaunchPermission;
    return [
      ...Add.map((entry) => ({ on: ImageId, grantee: nameOfEntry(entry), gives: true })),
      ...Remove.map((entry) => ({ on: ImageId, grantee: nameOfEntry(entry), gives: false })),
    ];
  }
  if (call.name !== 'ModifySnapshotAttribute') return [];
  const { SnapshotId, OperationType, UserIds = [], GroupNames = [] } = call.input;
  if (typeof SnapshotId !== 'string') return [];
  const grantees = [...UserIds, ...GroupNames.map(() => 'public')];
  return grantees.map((grantee) => ({ on: SnapshotId, grantee, gives: OperationType === 'add' }));
}

/** A step for some of its permissions alone; undefined when none is left. One that changes none stays as it is. */
export function onlyGrants<S extends UndoStep>(step: S, keeps: (grant: Grant) => boolean): S | undefined {
  const grants = grantsOf(step.call);
  const kept = grants.filter(keeps);
  if (kept.length === grants.length) return step;
  if (kept.length === 0) return undefined;
  const names = new Set(kept.map(({ grantee }) => grantee));
  return {
    ...step,
    call: narrowedCall(step.call, names),
    ...(step.until === undefined ? {} : { until: narrowedCondition(step.until, names) }),
  };
}

function narrowedCall(call: Call, names: ReadonlySet<string>): Call {
  if (call.name === 'ModifyImageAttribute') {
    const { Add, Remove } = call.input.LaunchPermission;
    const LaunchPermission = {
      ...(Add === undefined ? {} : { Add: Add.filter((entry) => names.has(nameOfEntry(entry))) }),
      ...(Remove === undefined ? {} : { Remove: Remove.filter((entry) => names.has(nameOfEntry(entry))) }),
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

function narrowedCondition(until: Condition, names: ReadonlySet<string>): Condition {
  if (until.kind !== 'launch-permissions' && until.kind !== 'volume-permissions') return until;
  return {
    ...until,
    present: until.present.filter((grantee) => names.has(nameOf(grantee))),
    absent: until.absent.filter((grantee) => names.has(nameOf(grantee))),
  };
}

function nameOfEntry({ UserId, OrganizationArn, OrganizationalUnitArn }: LaunchPermissionInput): string {
  return UserId ?? OrganizationArn ?? OrganizationalUnitArn ?? 'public';
}
