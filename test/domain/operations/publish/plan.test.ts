import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { PlanResult } from '../../../../src/domain/operations/contract.js';
import { plan } from '../../../../src/domain/operations/publish/plan.js';
import { findingCodes, findingWith, forward, expectPlan, undoCalls } from '../codes.js';
import { directory, OWNER, PROD } from '../directory.js';
import {
  account,
  AMI,
  BOOT,
  CUSTOMER_KEY,
  DATA,
  denied,
  encryptedUnder,
  facts,
  image,
  sharedWith,
  snapshot,
} from '../facts-builder.js';

const open = known({ state: 'unblocked', managedBy: 'account' } as const);

function publish(overrides: Partial<Facts> = {}): PlanResult {
  return plan({ ami: AMI }, facts({ publicAccess: open, ...overrides }), { directory });
}

const everyone = { kind: 'public' } as const;
const WARNED = ['warning open-to-the-world', 'warning public-is-deprecated', 'info share-instead'];

describe('the publish plan', () => {
  test('adds public access, waits for it, and removes only that on Undo', () => {
    const { steps, policyInput } = expectPlan(publish(sharedWith(account(PROD))));

    expect(forward(steps)).toEqual([
      {
        id: 'publish',
        title: `Make ${AMI} (golden-base, us-east-1) public, for everyone in the world`,
        call: {
          name: 'ModifyImageAttribute',
          account: OWNER,
          region: 'us-east-1',
          input: { ImageId: AMI, LaunchPermission: { Add: [{ Group: 'all' }] } },
        },
        waitFor: { kind: 'launch-permissions', imageId: AMI, present: [everyone], absent: [] },
        after: [],
      },
    ]);
    expect(undoCalls(steps)).toMatchObject([
      [
        'publish',
        [
          [`Make ${AMI} private again`, { LaunchPermission: { Remove: [{ Group: 'all' }] } }, { absent: [everyone] }],
          [`No longer deprecate ${AMI}`, { ImageId: AMI }, { kind: 'deprecation', at: null }],
        ],
      ],
    ]);
    expect(policyInput).toMatchObject({ targets: [everyone], removesAccess: false });
  });

  test.each<[string, string, readonly unknown[]]>([
    ['does not set a date that EC2 left unchanged', '2027-01-01T00:00:00.000Z', []],
    ['restores a date that EC2 made earlier', '2030-01-01T00:00:00.000Z', ['2030-01-01T00:00:00.000Z']],
  ])('on Undo %s', (_, deprecatedAt, dates) => {
    const { steps } = expectPlan(publish({ image: image({ deprecatedAt }) }));

    const calls = (steps[0]?.undo ?? []).slice(1).map(({ call }) => call.input);
    expect(calls).toEqual(dates.map((DeprecateAt) => ({ ImageId: AMI, DeprecateAt })));
  });

  test('has no undo when the earlier permissions are unknown', () => {
    expect(undoCalls(expectPlan(publish({ launchPermissions: denied })).steps)).toEqual([['publish', undefined]]);
  });
});

describe('the findings of a publish plan', () => {
  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['the AMI has no special condition', {}, WARNED],
    [
      'five AMIs are already public',
      { publicImages: known(5) },
      ['warning open-to-the-world', 'warning over-public-quota', 'warning public-is-deprecated', 'info share-instead'],
    ],
    ['the number of public AMIs cannot be read', { publicImages: denied }, ['unknown public-count-unknown', ...WARNED]],
    ['the block of public AMIs cannot be read', { publicAccess: denied }, ['unknown block-unknown', ...WARNED]],
    [
      'its permissions cannot be read',
      { launchPermissions: denied },
      ['unknown launch-permissions-unknown', ...WARNED],
    ],
    [
      'a snapshot cannot be read',
      { snapshots: { [BOOT]: snapshot(BOOT), [DATA]: denied } },
      ['unknown snapshot-unknown', ...WARNED],
    ],
  ])('have the expected codes when %s', (_, overrides, codes) => {
    expect(findingCodes(publish(overrides))).toEqual(codes);
  });

  test('warn first about public access and say what to check first', () => {
    const [first] = expectPlan(publish()).findings;

    expect(first?.text).toMatch(/^EVERYONE IN THE WORLD/);
    expect(first?.fix).toContain('keys, passwords');
  });

  test.each<[string, string, string]>([
    ['is in the future', '2026-11-20T09:00:00.000Z', 'on 2028-11-20 09:00 UTC at the latest'],
    ['has passed', '2020-01-01T00:00:00.000Z', 'this one will be at once'],
  ])('show the deprecation of a public AMI when its two-year limit %s', (_, createdAt, words) => {
    expect(findingWith(publish({ image: image({ createdAt }) }), 'public-is-deprecated')?.text).toContain(words);
  });

  test.each<[string, Partial<Facts>, string]>([
    [
      'public AMIs are blocked',
      { publicAccess: known({ state: 'block-new-sharing', managedBy: 'account' }) },
      'public-access-blocked',
    ],
    ['a volume is encrypted', { snapshots: encryptedUnder(CUSTOMER_KEY) }, 'encrypted-stays-private'],
    [
      'a device mapping is encrypted',
      {
        image: image({ blockDevices: [{ device: '/dev/xvda', snapshotId: BOOT, encrypted: true }] }),
        snapshots: { [BOOT]: denied },
      },
      'encrypted-stays-private',
    ],
    [
      'it carries product codes',
      { image: image({ productCodes: [{ id: 'abc', type: 'marketplace' }] }) },
      'product-codes-stay-private',
    ],
    ['it carries a watermark', { image: image({ watermarks: [`${OWNER}:approved`] }) }, 'watermarks-stay-private'],
    ['it is public', sharedWith(everyone), 'is-public-already'],
    ['it is disabled', { image: image({ state: 'disabled' }) }, 'image-disabled'],
    ['it is still pending', { image: image({ state: 'pending' }) }, 'image-pending'],
    ['another account owns it', { image: image({ ownerId: PROD }) }, 'not-owner'],
  ])('refuse the plan because %s', (_, overrides, code) => {
    expect(findingCodes(publish(overrides)).filter((each) => each.startsWith('refusal'))).toEqual([`refusal ${code}`]);
  });

  test.each<['account' | 'declarative-policy', string]>([
    ['account', 'An administrator of the account'],
    ['declarative-policy', 'the administrators of the organization'],
  ])('name who can change a block that is managed by %s', (managedBy, words) => {
    const planned = publish({ publicAccess: known({ state: 'block-new-sharing', managedBy }) });

    expect(findingWith(planned, 'public-access-blocked')?.fix).toContain(words);
  });
});
