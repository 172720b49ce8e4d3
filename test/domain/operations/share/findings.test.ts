import { describe, expect, test } from '@jest/globals';
import { known, unknown } from '../../../../src/domain/model/fact.js';
import type { AllowedImages, Facts } from '../../../../src/domain/model/facts.js';
import { findingCodes } from '../codes.js';
import { OWNER, PARTNER, PROD, UNLISTED_ACCOUNT } from '../directory.js';
import {
  account,
  BOOT,
  CUSTOMER_KEY,
  DATA,
  denied,
  encryptedUnder,
  image,
  key,
  sharedWith,
  snapshot,
} from '../facts-builder.js';
import { organization, ou, prod, share, type Targets } from './plan-setup.js';

type Row = readonly [string, Partial<Facts>, Targets, readonly string[]];

const customer = { snapshots: encryptedUnder(CUSTOMER_KEY) };
const many = Array.from({ length: 1_000 }, (_, index) => account(String(index).padStart(12, '0')));

function allowing(criteria: AllowedImages['criteria'], state: AllowedImages['state'] = 'enabled'): Partial<Facts> {
  return { allowedImages: { [PROD]: known({ state, criteria }) } };
}

const ALWAYS = ['info sharing-allows-copying', 'info tags-not-shared', 'info region-only'];

function testFindings(rows: readonly Row[]): void {
  test.each(rows)('have the expected codes when %s', (_, overrides, targets, codes) => {
    expect(findingCodes(share(overrides, targets))).toEqual([...codes, ...ALWAYS]);
  });
}

describe('the findings of a share plan about the targets', () => {
  testFindings([
    ['no special condition applies', {}, [prod], []],
    [
      'the account is not in the directory',
      {},
      [{ kind: 'account', id: UNLISTED_ACCOUNT }],
      ['warning unknown-account'],
    ],
    ['the target is an organization', {}, [organization], ['warning snapshots-not-for-organizations']],
    ['one target is an OU', {}, [prod, ou], ['warning snapshots-not-for-organizations']],
  ]);
});

describe('the findings of a share plan about Allowed AMIs', () => {
  testFindings([
    [
      'Allowed AMIs of the account permits only other owners',
      allowing([{ providers: ['amazon', PARTNER], hasOtherConditions: false }]),
      [prod],
      ['warning outside-allowed-amis'],
    ],
    ['Allowed AMIs of the account permits no other owner', allowing([]), [prod], ['warning outside-allowed-amis']],
    [
      'Allowed AMIs of the account permits the owner',
      allowing([
        { providers: ['amazon'], hasOtherConditions: false },
        { providers: [OWNER], hasOtherConditions: false },
      ]),
      [prod],
      [],
    ],
    [
      'Allowed AMIs of the account has criteria other than the owner',
      allowing([{ providers: [], hasOtherConditions: true }]),
      [prod],
      ['unknown allowed-amis-unknown'],
    ],
    ['Allowed AMIs of the account is in audit mode', allowing([], 'audit-mode'), [prod], []],
    [
      'Allowed AMIs of the account cannot be read',
      { allowedImages: { [PROD]: denied } },
      [prod],
      ['unknown allowed-amis-unknown'],
    ],
    ['no role can read Allowed AMIs of the account', { allowedImages: {} }, [account(PARTNER) as Targets[number]], []],
  ]);
});

describe('the findings of a share plan about permissions and quota', () => {
  testFindings([
    ['it is shared with another account', sharedWith(account(PARTNER)), [prod], []],
    [
      'it is already shared with one of two targets',
      sharedWith(prod),
      [prod, account(PARTNER) as Targets[number]],
      ['info partly-shared'],
    ],
    ['it is public', { image: image({ public: true }) }, [prod], ['warning already-public']],
    [
      'its launch permissions include public access',
      { launchPermissions: known([{ kind: 'public' }]) },
      [prod],
      ['warning already-public'],
    ],
    [
      'it is near the sharing quota',
      { launchPermissions: known(many.slice(0, 950)) },
      [prod],
      ['warning near-sharing-quota'],
    ],
    ['it has reached the sharing quota', { launchPermissions: known(many) }, [prod], ['warning over-sharing-quota']],
    [
      'the launch permissions cannot be read',
      { launchPermissions: denied },
      [prod],
      ['unknown launch-permissions-unknown'],
    ],
    [
      "a snapshot's permissions cannot be read",
      { volumePermissions: { [BOOT]: denied, [DATA]: known([]) } },
      [prod],
      ['unknown volume-permissions-unknown'],
    ],
  ]);
});

describe('the findings of a share plan about keys', () => {
  testFindings([
    [
      'the account may use the key',
      { ...customer, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY, { usableBy: known([PROD]) }) } },
      [prod],
      ['info auto-scaling-needs-grant'],
    ],
    [
      'every account may use the key',
      { ...customer, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY, { usableBy: known(['*']) }) } },
      [prod, organization],
      ['warning snapshots-not-for-organizations', 'info auto-scaling-needs-grant'],
    ],
    [
      'the account may not use the key',
      { ...customer, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY) } },
      [prod],
      ['warning key-not-allowed', 'info auto-scaling-needs-grant'],
    ],
    [
      'access to the key cannot be determined',
      { ...customer, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY, { usableBy: unknown('it has conditions') }) } },
      [prod],
      ['unknown key-access-unknown', 'info auto-scaling-needs-grant'],
    ],
    [
      'an organization needs the key',
      { ...customer, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY) } },
      [organization],
      ['warning key-for-organization', 'warning snapshots-not-for-organizations', 'info auto-scaling-needs-grant'],
    ],
    [
      'the key cannot be read',
      { ...customer, keys: { [CUSTOMER_KEY]: denied } },
      [prod],
      ['unknown key-unknown', 'info auto-scaling-needs-grant'],
    ],
    [
      'the snapshot names no key',
      { snapshots: { [BOOT]: snapshot(BOOT, { encrypted: true }), [DATA]: snapshot(DATA) } },
      [prod],
      ['unknown key-unknown', 'info auto-scaling-needs-grant'],
    ],
    [
      'the key is disabled',
      { ...customer, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY, { enabled: false, usableBy: known([PROD]) }) } },
      [prod],
      ['warning key-disabled', 'info auto-scaling-needs-grant'],
    ],
  ]);
});

describe('the findings of a share plan about the AMI and its snapshots', () => {
  testFindings([
    [
      'a snapshot cannot be read',
      { image: image({ blockDevices: [{ device: '/dev/xvda', snapshotId: BOOT }] }), snapshots: { [BOOT]: denied } },
      [prod],
      ['unknown snapshot-unknown'],
    ],
    [
      'another account owns a snapshot',
      { snapshots: { [BOOT]: snapshot(BOOT), [DATA]: snapshot(DATA, { ownerId: PARTNER }) } },
      [prod],
      ['warning snapshot-of-another-owner'],
    ],
    [
      'it has product codes',
      { image: image({ productCodes: [{ id: 'abc', type: 'marketplace' }] }) },
      [prod],
      ['warning product-codes'],
    ],
    [
      'it is backed by instance store',
      { image: image({ rootDeviceType: 'instance-store', blockDevices: [] }) },
      [prod],
      ['warning instance-store'],
    ],
    [
      'it is deprecated',
      { image: image({ deprecatedAt: '2026-11-01T00:00:00.000Z' }) },
      [prod],
      ['warning image-deprecated'],
    ],
    [
      'it will be deprecated',
      { image: image({ deprecatedAt: '2027-11-01T00:00:00.000Z' }) },
      [prod],
      ['warning deprecation-ahead'],
    ],
  ]);
});
