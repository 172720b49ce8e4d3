import { detectDrift } from '../../../src/domain/drift/detect-drift.js';
import type { Adoption, DriftKind } from '../../../src/domain/drift/types.js';
import type { Grantee } from '../../../src/domain/model/facts.js';
import { toLaunchPermission, granteeKey } from '../../../src/domain/model/grantee.js';
import type { Call } from '../../../src/domain/plan/types.js';
import type { Request, StepProgress } from '../../../src/domain/request/types.js';
import { ana, IMAGE, plan, request, step, t } from '../../workflows/builders.js';

export const PROD: Grantee = { kind: 'account', id: '111122223333' };
export const DEV: Grantee = { kind: 'account', id: '444455556666' };
export const PUBLIC: Grantee = { kind: 'public' };
export const OU: Grantee = { kind: 'ou', arn: 'arn:aws:organizations::999988887777:ou/o-a1b2c3d4e5/ou-ab12-workload1' };
export const OWNER: Grantee = { kind: 'account', id: IMAGE.account };

/** A request that was carried out at a second: one call, with the state of its step. */
export function did(
  id: string,
  second: number,
  call: Call,
  overrides: Partial<Request> = {},
  state?: Partial<StepProgress>,
): Request {
  const progress: StepProgress = { state: 'done', attempts: 0, startedAt: t(second), ...state };
  return request({
    id,
    status: 'done',
    plan: plan({ steps: [step('it', { call })] }),
    steps: { it: progress },
    ...overrides,
  });
}

export function change(verb: 'Add' | 'Remove', ...grantees: readonly Grantee[]): Call {
  const { account, region, imageId: ImageId } = IMAGE;
  const LaunchPermission = { [verb]: grantees.map(toLaunchPermission) };
  return { name: 'ModifyImageAttribute', account, region, input: { ImageId, LaunchPermission } };
}

export const DISABLE: Call = {
  name: 'DisableImage',
  account: IMAGE.account,
  region: IMAGE.region,
  input: { ImageId: IMAGE.imageId },
};

export function adopted(kind: DriftKind, second: number, overrides: Partial<Adoption> = {}): Adoption {
  return { ...IMAGE, grantee: PROD, kind, by: ana, at: t(second), requiredAdopters: 1, ...overrides };
}

export function found(
  grantees: readonly Grantee[],
  requests: readonly Request[] = [],
  adoptions: readonly Adoption[] = [],
  isComplete = true,
): readonly string[] {
  const drifts = detectDrift({ ...IMAGE, name: 'golden', grantees, isComplete }, requests, adoptions);
  return drifts.map(({ kind, grantee, requests: by }) => [kind, granteeKey(grantee), ...by].join(' '));
}

export const shared = did('AR-SHARE1', 10, change('Add', PROD));
export const unshared = did('AR-TAKEN1', 20, change('Remove', PROD));
export const OVER = { revokeAt: t(60), isSettled: true };
export const unexplained = 'unexplained 111122223333';
