import type { Facts } from '../../../src/domain/model/facts.js';
import type { Finding, Plan, Step } from '../../../src/domain/plan/types.js';
import type { ChangeOperation } from '../../../src/domain/operations/contract.js';
import { IMAGE, plan, t } from '../builders.js';
import { copyAndShare } from './copy-and-share.js';

const HOURS_4 = 4 * 3_600_000;
const { account, region, imageId } = IMAGE;
const place = { account, region } as const;

const deprecate: Step = {
  id: 'deprecate',
  title: 'Deprecate it',
  call: { name: 'EnableImageDeprecation', ...place, input: { ImageId: imageId, DeprecateAt: t(3_600) } },
  waitFor: { kind: 'deprecation', imageId, at: t(3_600) },
  after: [],
};

const deregister: Step = {
  id: 'deregister',
  title: 'Deregister it',
  call: { name: 'DeregisterImage', ...place, input: { ImageId: imageId } },
  waitFor: { kind: 'image-gone', imageId },
  after: [],
  delayMs: HOURS_4,
};

/** As it would be planned now: without what is so already. */
function stagedPlan({ image, references, launchPermissions }: Facts): Plan {
  const users = references?.known === true ? references.value : undefined;
  const disable: Step = {
    id: 'disable',
    title: 'Disable it',
    call: { name: 'DisableImage', ...place, input: { ImageId: imageId } },
    waitFor: { kind: 'image-state', imageId, state: 'disabled' },
    after: [],
    delayMs: HOURS_4,
    undo: (launchPermissions?.known === true ? launchPermissions.value : []).map((grantee) => ({
      id: 'share-again',
      title: `Share it with ${grantee.kind === 'account' ? grantee.id : grantee.kind} again`,
      call: { name: 'EnableImage', ...place, input: { ImageId: imageId } },
    })),
  };
  const stages = [
    ...(image.deprecatedAt === undefined ? [deprecate] : []),
    ...(image.state === 'disabled' ? [] : [disable]),
    deregister,
  ];
  return plan({
    operation: 'retire',
    title: 'Retire it',
    steps: stages.map((step, index) => ({ ...step, after: stages.slice(index - 1, index).map(({ id }) => id) })),
    findings: users === undefined || users.length > 0 ? [inUse] : [],
    evidence: [{ label: 'Use', value: users === undefined ? 'not known' : String(users.length) }],
    policyInput: { targets: [], tags: {}, inUse: useOf(users), removesAccess: true },
  });
}

const inUse: Finding = { code: 'in-use', severity: 'warning', text: 'In use in images.' };

function useOf(users: readonly unknown[] | undefined): 'yes' | 'no' | 'unknown' {
  if (users === undefined) return 'unknown';
  return users.length > 0 ? 'yes' : 'no';
}

/** Deprecates now, disables after four hours, deregisters after another four. */
export const stagedRetire: ChangeOperation = {
  ...copyAndShare,
  name: 'retire',
  needs: () => ({ references: true, launchPermissions: true }),
  plan: (_, facts) => ({ kind: 'plan', plan: stagedPlan(facts) }),
};
