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

describe('the call of a publication', () => {
  test('is one, done when everybody is among the permissions, and taken back for everybody alone', () => {
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
    ['keeps a date that EC2 leaves as it is', '2027-01-01T00:00:00.000Z', []],
    ['puts a date back that EC2 makes earlier', '2030-01-01T00:00:00.000Z', ['2030-01-01T00:00:00.000Z']],
  ])('taken back, it %s', (_, deprecatedAt, dates) => {
    const { steps } = expectPlan(publish({ image: image({ deprecatedAt }) }));

    const calls = (steps[0]?.undo ?? []).slice(1).map(({ call }) => call.input);
    expect(calls).toEqual(dates.map((DeprecateAt) => ({ ImageId: AMI, DeprecateAt })));
  });

  test('is not undone where nobody knows whether it was public before', () => {
    expect(undoCalls(expectPlan(publish({ launchPermissions: denied })).steps)).toEqual([['publish', undefined]]);
  });
});

describe('what is said of a publication', () => {
  test.each<[string, Partial<Facts>, readonly string[]]>([
    ['nothing speaks against it, but that it is public', {}, WARNED],
    [
      'five are public already',
      { publicImages: known(5) },
      ['warning open-to-the-world', 'warning over-public-quota', 'warning public-is-deprecated', 'info share-instead'],
    ],
    ['how many are public cannot be read', { publicImages: denied }, ['unknown public-count-unknown', ...WARNED]],
    ['the block cannot be read', { publicAccess: denied }, ['unknown block-unknown', ...WARNED]],
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
  ])('%s', (_, overrides, codes) => {
    expect(findingCodes(publish(overrides))).toEqual(codes);
  });

  test('the first word is the loudest, and says what to do first', () => {
    const [first] = expectPlan(publish()).findings;

    expect(first?.text).toMatch(/^EVERYONE IN THE WORLD/);
    expect(first?.fix).toContain('keys, passwords');
  });

  test.each<[string, string, string]>([
    ['lies ahead', '2026-11-20T09:00:00.000Z', 'on 2028-11-20 09:00 UTC at the latest'],
    ['has passed', '2020-01-01T00:00:00.000Z', 'this one will be at once'],
  ])('two years after it was made %s', (_, createdAt, words) => {
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
      'a device says that it is encrypted',
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
    ['it is still being made', { image: image({ state: 'pending' }) }, 'image-pending'],
    ['somebody else owns it', { image: image({ ownerId: PROD }) }, 'not-owner'],
  ])('refused, because %s', (_, overrides, code) => {
    expect(findingCodes(publish(overrides)).filter((each) => each.startsWith('refusal'))).toEqual([`refusal ${code}`]);
  });

  test.each<['account' | 'declarative-policy', string]>([
    ['account', 'An administrator of the account'],
    ['declarative-policy', 'the administrators of the organization'],
  ])('a block that is managed by %s says who can change it', (managedBy, words) => {
    const planned = publish({ publicAccess: known({ state: 'block-new-sharing', managedBy }) });

    expect(findingWith(planned, 'public-access-blocked')?.fix).toContain(words);
  });
});
