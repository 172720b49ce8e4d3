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

describe('the call of a disabling', () => {
  test('is one, and done when the AMI is seen to be disabled', () => {
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

  test('records whom it is shared with: Undo enables it, then gives it back to exactly those', () => {
    const organization = { kind: 'organization', arn: ORGANIZATION } as const;
    const ou = { kind: 'ou', arn: OU } as const;
    const grantees = [account(PROD), organization, ou];
    const entries = [{ UserId: PROD }, { OrganizationArn: ORGANIZATION }, { OrganizationalUnitArn: OU }];

    expect(undoCalls(expectPlan(disable(sharedWith(...grantees))).steps)).toEqual([
      ['disable', [ENABLED_AGAIN, shared(grantees, entries, `Share ${AMI} again with its former accounts`)]],
    ]);
  });

  test('public comes last and by itself, since it may be refused by then', () => {
    const everyone = { kind: 'public' } as const;

    expect(undoCalls(expectPlan(disable(sharedWith(everyone, account(PROD)))).steps)).toEqual([
      [
        'disable',
        [
          ENABLED_AGAIN,
          shared([account(PROD)], [{ UserId: PROD }], `Share ${AMI} again with its former accounts`),
          shared([everyone], [{ Group: 'all' }], `Make ${AMI} public again`),
        ],
      ],
    ]);
  });

  test.each<[string, Partial<Facts>]>([
    ['nobody has it', {}],
    ['it is not known who has it', { launchPermissions: denied }],
  ])('where %s, Undo only enables it', (_, overrides) => {
    expect(undoCalls(expectPlan(disable(overrides)).steps)).toEqual([['disable', [ENABLED_AGAIN]]]);
  });

  test.each<[string, Partial<Facts>, 'yes' | 'no' | 'unknown']>([
    ['nothing uses it', {}, 'no'],
    ['something here uses it', { references: known([instance]) }, 'yes'],
    ['something elsewhere uses it', { usageElsewhere: { [PROD]: known([instance]) } }, 'yes'],
    ['use cannot be seen', { references: denied }, 'unknown'],
  ])('the rules are told that it takes the AMI away, and that %s', (_, overrides, inUse) => {
    expect(expectPlan(disable(overrides)).policyInput).toEqual({ targets: [], tags: {}, inUse, removesAccess: true });
  });

  test('the evidence begins with its use and whom it is shared with', () => {
    const { evidence } = expectPlan(disable({ references: known([instance]), ...sharedWith(account(PROD)) }));

    expect(evidence.slice(0, 3)).toEqual([
      { label: 'In use', value: `1 instance in images (${OWNER})` },
      { label: 'Shared with', value: `prod (${PROD})` },
      { label: 'Last launched', value: '2026-11-23, 1 day ago' },
    ]);
  });
});

describe('what is said of a disabling', () => {
  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['nothing speaks against it', {}, ALWAYS],
    ['it is in use', { references: known([instance]) }, ['warning in-use', ...ALWAYS]],
    [
      'it is in use elsewhere',
      { usageElsewhere: { [PROD]: known([instance]) } },
      ['warning in-use-elsewhere', ...ALWAYS],
    ],
    ['whether it is in use cannot be seen', { references: denied }, ['unknown use-unknown', ...ALWAYS]],
    [
      'whether it is in use elsewhere cannot be seen',
      { usageElsewhere: { [ORGANIZATION]: denied } },
      ['unknown use-elsewhere-unknown', ...ALWAYS],
    ],
    ['it is shared', sharedWith(account(PROD)), ['warning sharing-erased', ...ALWAYS]],
    ['it is public', { image: image({ public: true }) }, ['warning image-public', ...ALWAYS]],
    [
      'whom it is shared with cannot be read',
      { launchPermissions: denied },
      ['unknown launch-permissions-unknown', ...ALWAYS],
    ],
    ['it has no snapshots', { image: image({ blockDevices: [] }) }, ALWAYS.slice(1)],
  ])('%s', (_, overrides, codes) => {
    expect(findingCodes(disable(overrides))).toEqual(codes);
  });

  test.each<[string, Partial<Facts>, string]>([
    ['it is disabled', { image: image({ state: 'disabled' }) }, 'already-disabled'],
    ['it is still being made', { image: image({ state: 'pending' }) }, 'image-pending'],
    ['it was never finished', { image: image({ state: 'failed' }) }, 'image-failed'],
    ['it is gone', { image: image({ state: 'deregistered' }) }, 'image-not-available'],
    ['somebody else owns it', { image: image({ ownerId: PROD }) }, 'not-owner'],
  ])('refused, because %s', (_, overrides, code) => {
    expect(findingCodes(disable(overrides)).filter((each) => each.startsWith('refusal'))).toEqual([`refusal ${code}`]);
  });
});
