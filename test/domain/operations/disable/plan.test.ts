import { describe, expect, test } from '@jest/globals';
import type { Facts, ImageReference } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import { plan } from '../../../../src/domain/operations/disable/plan.js';
import { findingCodes, forward, expectPlan, undoCalls } from '../codes.js';
import { directory, ORGANIZATION, OU, OWNER, PROD } from '../directory.js';
import { account, AMI, denied, facts, image, sharedWith } from '../facts-builder.js';

const instance: ImageReference = { type: 'ec2:Instance', arn: `arn:aws:ec2:us-east-1:${OWNER}:instance/i-0abc` };

function disable(overrides: Partial<Facts>): PlanResult {
  return plan({ ami: AMI }, facts(overrides), { directory });
}

const ALWAYS = ['info snapshots-stay-too', 'info instances-and-copies-stay', 'info use-not-covered'];
const ENABLED_AGAIN = [
  `Enable ${AMI} again`,
  { ImageId: AMI },
  { kind: 'image-state', imageId: AMI, state: 'available' },
];

function shared(grantees: readonly unknown[], add: readonly unknown[], title: string): readonly unknown[] {
  return [
    title,
    { ImageId: AMI, LaunchPermission: { Add: add } },
    { kind: 'launch-permissions', imageId: AMI, present: grantees, absent: [] },
  ];
}

describe('the disable plan', () => {
  test('makes one call and waits until the AMI is disabled', () => {
    expect(forward(expectPlan(disable({})).steps)).toEqual([
      {
        id: 'disable',
        title: `Disable ${AMI} (golden-base, us-east-1)`,
        call: { name: 'DisableImage', account: OWNER, region: 'us-east-1', input: { ImageId: AMI } },
        waitFor: { kind: 'image-state', imageId: AMI, state: 'disabled' },
        after: [],
      },
    ]);
  });

  test('records the grantees, and Undo enables the AMI and shares it with them again', () => {
    const organization = { kind: 'organization', arn: ORGANIZATION } as const;
    const ou = { kind: 'ou', arn: OU } as const;
    const grantees = [account(PROD), organization, ou];
    const entries = [{ UserId: PROD }, { OrganizationArn: ORGANIZATION }, { OrganizationalUnitArn: OU }];

    expect(undoCalls(expectPlan(disable(sharedWith(...grantees))).steps)).toEqual([
      ['disable', [ENABLED_AGAIN, shared(grantees, entries, `Share ${AMI} again with its former accounts`)]],
    ]);
  });

  test('does not make the AMI public again on Undo', () => {
    const everyone = { kind: 'public' } as const;

    expect(undoCalls(expectPlan(disable(sharedWith(everyone, account(PROD)))).steps)).toEqual([
      [
        'disable',
        [ENABLED_AGAIN, shared([account(PROD)], [{ UserId: PROD }], `Share ${AMI} again with its former accounts`)],
      ],
    ]);
  });

  test.each<[string, Partial<Facts>]>([
    ['it is not shared', {}],
    ['its launch permissions cannot be read', { launchPermissions: denied }],
  ])('only enables the AMI on Undo when %s', (_, overrides) => {
    expect(undoCalls(expectPlan(disable(overrides)).steps)).toEqual([['disable', [ENABLED_AGAIN]]]);
  });

  test.each<[string, Partial<Facts>, 'yes' | 'no' | 'unknown']>([
    ['nothing uses it', {}, 'no'],
    ['the owner account uses it', { references: known([instance]) }, 'yes'],
    ['another account uses it', { usageElsewhere: { [PROD]: known([instance]) } }, 'yes'],
    ['its usage cannot be read', { references: denied }, 'unknown'],
  ])('passes to the policy rules that access is removed and that %s', (_, overrides, inUse) => {
    expect(expectPlan(disable(overrides)).policyInput).toEqual({ targets: [], tags: {}, inUse, removesAccess: true });
  });

  test('shows usage and launch permissions first in the evidence', () => {
    const { evidence } = expectPlan(disable({ references: known([instance]), ...sharedWith(account(PROD)) }));

    expect(evidence.slice(0, 3)).toEqual([
      { label: 'In use', value: `1 instance in images (${OWNER})` },
      { label: 'Shared with', value: `prod (${PROD})` },
      { label: 'Last launched', value: '2026-11-23, 1 day ago' },
    ]);
  });
});

describe('the findings of a disable plan', () => {
  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['no special condition applies', {}, ALWAYS],
    ['it is in use', { references: known([instance]) }, ['warning in-use', ...ALWAYS]],
    [
      'it is in use in another account',
      { usageElsewhere: { [PROD]: known([instance]) } },
      ['warning in-use-elsewhere', ...ALWAYS],
    ],
    ['its usage in the owner account cannot be read', { references: denied }, ['unknown use-unknown', ...ALWAYS]],
    [
      'its usage in other accounts cannot be read',
      { usageElsewhere: { [ORGANIZATION]: denied } },
      ['unknown use-elsewhere-unknown', ...ALWAYS],
    ],
    ['it is shared', sharedWith(account(PROD)), ['warning sharing-erased', ...ALWAYS]],
    ['it is public', { image: image({ public: true }) }, ['warning image-public', ...ALWAYS]],
    [
      'its launch permissions cannot be read',
      { launchPermissions: denied },
      ['unknown launch-permissions-unknown', ...ALWAYS],
    ],
    ['it has no snapshots', { image: image({ blockDevices: [] }) }, ALWAYS.slice(1)],
  ])('have the expected codes when %s', (_, overrides, codes) => {
    expect(findingCodes(disable(overrides))).toEqual(codes);
  });

  test.each<[string, Partial<Facts>, string]>([
    ['it is disabled', { image: image({ state: 'disabled' }) }, 'already-disabled'],
    ['it is still pending', { image: image({ state: 'pending' }) }, 'image-pending'],
    ['its creation failed', { image: image({ state: 'failed' }) }, 'image-failed'],
    ['it is deregistered', { image: image({ state: 'deregistered' }) }, 'image-not-available'],
    ['another account owns it', { image: image({ ownerId: PROD }) }, 'not-owner'],
  ])('refuse the plan because %s', (_, overrides, code) => {
    expect(findingCodes(disable(overrides)).filter((each) => each.startsWith('refusal'))).toEqual([`refusal ${code}`]);
  });
});
