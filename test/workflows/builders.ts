import type { Directory } from '../../src/domain/model/directory.js';
import type { Plan, Step } from '../../src/domain/plan/types.js';
import type { Rule, PolicyDecision, RuleEffect } from '../../src/domain/policy/types.js';
import type { Person, Request, Status } from '../../src/domain/request/types.js';

export const T0 = '2026-11-24T09:00:00.000Z';

/** So many seconds after the tests' beginning of time. */
export function t(seconds: number): string {
  return new Date(Date.parse(T0) + seconds * 1_000).toISOString();
}

export const directory: Directory = [
  { id: '999988887777', name: 'images', regions: ['us-east-1', 'eu-west-1'] },
  { id: '111122223333', name: 'prod', regions: ['us-east-1'], roleArn: 'arn:aws:iam::111122223333:role/ami-steward' },
];

export const IMAGE = { imageId: 'ami-1234567890abcdef0', region: 'us-east-1', account: '999988887777' } as const;

export function person(userId: string, teamId = 'T0HOME'): Person {
  return { teamId, userId };
}

export const rita = person('U0RITA');
export const ana = person('U0ANA');
export const ben = person('U0BEN');

/** A step that shares the image, or what the test says instead. */
export function step(id: string, overrides: Partial<Step> = {}): Step {
  return {
    id,
    title: `Do ${id}`,
    call: {
      name: 'ModifyImageAttribute',
      account: IMAGE.account,
      region: IMAGE.region,
      input: { ImageId: IMAGE.imageId, LaunchPermission: { Add: [{ UserId: '111122223333' }] } },
    },
    after: [],
    ...overrides,
  };
}

export function plan(overrides: Partial<Plan> = {}): Plan {
  return {
    operation: 'share',
    subject: IMAGE,
    title: 'Share ami-1234567890abcdef0 with prod (111122223333)',
    steps: [step('share')],
    findings: [],
    evidence: [],
    policyInput: { targets: [{ kind: 'account', id: '111122223333' }], tags: {}, inUse: 'no', removesAccess: false },
    ...overrides,
  };
}

export function approval(required = 1, approvers: readonly string[] = ['U0ANA', 'U0BEN']): PolicyDecision {
  return { kind: 'approval', requirements: [{ approvers, required, rule: 1 }] };
}

export function rule(effect: RuleEffect, overrides: Partial<Rule> = {}): Rule {
  return { action: ['*'], effect, ...overrides };
}

export function request(overrides: Partial<Request> = {}): Request {
  return {
    id: 'AR-7F3K2M',
    version: 1,
    operation: 'share',
    input: { ami: IMAGE.imageId },
    subject: IMAGE,
    requester: rita,
    createdAt: T0,
    status: 'pending',
    plan: plan(),
    policyDecision: approval(),
    approvals: [],
    steps: {},
    approvalExpiresAt: t(72 * 3600),
    remindAt: t(4 * 3600),
    notifications: { shownRevision: 1, sent: [], failures: 0 },
    revision: 1,
    history: [{ type: 'requested', by: rita, at: T0 }],
    ...overrides,
  };
}

export const STATUSES: readonly Status[] = [
  'pending',
  'approved',
  'running',
  'done',
  'failed',
  'denied',
  'cancelled',
  'expired',
];
