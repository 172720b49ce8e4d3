import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import { plan } from '../../../../src/domain/operations/unpublish/plan.js';
import { findingCodes, forward, expectPlan, undoCalls } from '../codes.js';
import { directory, OWNER, PROD } from '../directory.js';
import { account, AMI, denied, facts, image, sharedWith } from '../facts-builder.js';

const everyone = { kind: 'public' } as const;

function unpublish(overrides: Partial<Facts> = {}): PlanResult {
  return plan({ ami: AMI }, facts({ ...sharedWith(everyone), ...overrides }), { directory });
}

const ALWAYS = ['warning launchers-unknown', 'warning not-public-again-here', 'info instances-and-copies-stay'];

describe('the unpublish plan', () => {
  test('removes only public access, which Undo does not restore', () => {
    const { steps, policyInput } = expectPlan(unpublish(sharedWith(everyone, account(PROD))));

    expect(forward(steps)).toEqual([
      {
        id: 'unpublish',
        title: `Make ${AMI} (golden-base, us-east-1) private`,
        call: {
          name: 'ModifyImageAttribute',
          account: OWNER,
          region: 'us-east-1',
          input: { ImageId: AMI, LaunchPermission: { Remove: [{ Group: 'all' }] } },
        },
        waitFor: { kind: 'launch-permissions', imageId: AMI, present: [], absent: [everyone] },
        after: [],
      },
    ]);
    expect(undoCalls(steps)).toEqual([['unpublish', undefined]]);
    expect(policyInput).toMatchObject({ targets: [everyone], removesAccess: false });
  });
});

describe('the findings of an unpublish plan', () => {
  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['public AMIs are blocked', {}, ALWAYS],
    [
      'public AMIs are not blocked',
      { publicAccess: known({ state: 'unblocked', managedBy: 'account' }) },
      ['warning launchers-unknown', 'info public-access-open', 'info instances-and-copies-stay'],
    ],
    [
      'the block cannot be read',
      { publicAccess: denied },
      ['unknown block-unknown', 'warning launchers-unknown', 'info instances-and-copies-stay'],
    ],
    ['it is also shared with an account', sharedWith(everyone, account(PROD)), [...ALWAYS, 'info still-shared-with']],
    [
      'it has a deprecation date',
      { image: image({ deprecatedAt: '2027-01-31T00:00:00.000Z' }) },
      [...ALWAYS, 'info date-stays'],
    ],
    [
      'its permissions cannot be read',
      { image: image({ public: true }), launchPermissions: denied },
      ['unknown launch-permissions-unknown', ...ALWAYS],
    ],
  ])('have the expected codes when %s', (_, overrides, codes) => {
    expect(findingCodes(unpublish(overrides))).toEqual(codes);
  });

  test.each<[string, Partial<Facts>, string]>([
    ['it is not public', sharedWith(account(PROD)), 'not-public'],
    ['another account owns it', { image: image({ ownerId: PROD }) }, 'not-owner'],
  ])('refuse the plan because %s', (_, overrides, code) => {
    expect(findingCodes(unpublish(overrides)).filter((each) => each.startsWith('refusal'))).toEqual([
      `refusal ${code}`,
    ]);
  });
});
