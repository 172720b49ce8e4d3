import type { DryRun } from '../aws/probe/dry-run.js';
import type { CheckResult } from './check.js';

export const PERMISSIONS_FIX = 'give the role the permissions of infra/iam/account-role.json.';

/** Parts of the account role that an installation may leave out, with the permissions that tell, and what fails without. */
const OPTIONAL_PARTS = [
  {
    document: 'account-role-delete-snapshots.json',
    permissions: ['ec2:DeleteSnapshot'],
    effect: 'snapshots of deregistered AMIs, and those that a copy needs on its way, are kept',
  },
  {
    document: 'account-role-import.json',
    permissions: ['ec2:CancelImportTask', 'ec2:ImportImage'],
    effect: '/ami import fails',
  },
  {
    document: 'account-role-launch.json',
    permissions: ['ec2:RunInstances', 'ec2:StopInstances', 'ec2:TerminateInstances'],
    effect: '/ami launch and copies by launching fail',
  },
] as const satisfies readonly {
  readonly document: string;
  readonly permissions: readonly string[];
  readonly effect: string;
}[];

/** Reports the calls that a role allows, by dry run. Parts that were left out as a whole are a warning. */
export function permissionChecks(name: string, runs: readonly DryRun[]): readonly CheckResult[] {
  const allowed = permissionsIn(runs, 'allowed');
  const denied = permissionsIn(runs, 'denied');
  const undetermined = permissionsIn(runs, 'unknown');
  const leftOut = OPTIONAL_PARTS.filter(
    ({ permissions }) =>
      permissions.some((each) => denied.includes(each)) && !permissions.some((each) => allowed.includes(each)),
  );
  const optional: readonly string[] = leftOut.flatMap(({ permissions }) => permissions);
  const missing = denied.filter((permission) => !optional.includes(permission));
  return [
    ...result(allowed.length > 0, { name, state: 'ok', text: `${allowed.length} calls would be allowed, by dry run.` }),
    ...leftOut.map(({ document, effect }): CheckResult => ({
      name,
      state: 'warning',
      text: `the permissions of infra/iam/${document} are left out: ${effect}.`,
    })),
    ...result(missing.length > 0, {
      name,
      state: 'failed',
      text: `not allowed: ${missing.join(', ')}.`,
      fix: PERMISSIONS_FIX,
    }),
    ...result(undetermined.length > 0, {
      name,
      state: 'unknown',
      text: `a dry run does not show whether these are allowed: ${undetermined.join(', ')}.`,
    }),
  ];
}

function permissionsIn(runs: readonly DryRun[], state: DryRun['state']): readonly string[] {
  return runs.filter((run) => run.state === state).map(({ permission }) => permission);
}

function result(applies: boolean, check: CheckResult): readonly CheckResult[] {
  return applies ? [check] : [];
}
