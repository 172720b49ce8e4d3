import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { CopyInput } from '../../../../src/domain/operations/copy/input.js';
import { findingCodes, findingWith } from '../codes.js';
import { ORGANIZATION, PROD, UNLISTED_ACCOUNT } from '../directory.js';
import { BOOT, CUSTOMER_KEY, DATA, denied, image, key, sharedWith, snapshot } from '../facts-builder.js';
import { copy, encrypted, irishKey, prod, to } from './plan-setup.js';

type Row<Expected> = readonly [string, Partial<Facts>, Partial<CopyInput>, Expected];

const ALWAYS = ['info copy-costs', 'info copy-takes-time', 'info not-carried-over'];
const IRISH_KEY = CUSTOMER_KEY.replace('us-east-1', 'eu-west-1');
const named = { encrypted: true, key: 'alias/golden' };
const foreign = { image: image({ ownerId: UNLISTED_ACCOUNT }), launchPermissions: denied };

function testFindings(rows: readonly Row<readonly string[]>[]): void {
  test.each(rows)('have the expected codes when %s', (_, overrides, input, codes) => {
    expect(findingCodes(copy(overrides, input))).toEqual(codes);
  });
}

describe('the findings of a copy plan about permissions and the name', () => {
  testFindings([
    ['no special condition applies', {}, {}, ALWAYS],
    ['it is shared', sharedWith(prod), {}, ALWAYS],
    ['it is public', { image: image({ public: true }) }, {}, ['warning public-not-carried', ...ALWAYS]],
    [
      'a snapshot is public',
      { volumePermissions: { [BOOT]: known([{ kind: 'public' }]), [DATA]: known([]) } },
      {},
      ['warning public-not-carried', ...ALWAYS],
    ],
    [
      'its permissions cannot be read',
      { launchPermissions: denied, volumePermissions: { [BOOT]: denied, [DATA]: known([]) } },
      {},
      ['unknown launch-permissions-unknown', 'unknown volume-permissions-unknown', ...ALWAYS],
    ],
    [
      'the availability of the name cannot be read',
      to('eu-west-1', { existingImageId: denied }),
      {},
      ['unknown name-unknown', ...ALWAYS],
    ],
  ]);
});

describe('the findings of a copy plan about the default key', () => {
  testFindings([
    [
      'it will be under the default key of AWS',
      {},
      { encrypted: true },
      ['warning copy-under-aws-managed-key', 'info copy-under-default-key', ...ALWAYS],
    ],
    [
      "it will be under the account's default key",
      to('eu-west-1', { defaultKey: irishKey }),
      { encrypted: true },
      ['info copy-under-default-key', ...ALWAYS],
    ],
    [
      'the default key cannot be read',
      to('eu-west-1', { defaultKey: denied }),
      { encrypted: true },
      ['unknown default-key-unknown', ...ALWAYS],
    ],
    [
      'the account encrypts by default',
      to('eu-west-1', { encryptionByDefault: known(true), defaultKey: irishKey }),
      {},
      ['warning encrypted-by-default', ...ALWAYS],
    ],
    [
      'the default encryption of the account cannot be read',
      to('eu-west-1', { encryptionByDefault: denied }),
      {},
      ['unknown encryption-by-default-unknown', ...ALWAYS],
    ],
  ]);
});

describe('the findings of a copy plan about keys', () => {
  testFindings([
    ['its key is named', { ...sharedWith(prod), ...to('eu-west-1', { key: irishKey }) }, named, ALWAYS],
    ['the named key cannot be read', to('eu-west-1', { key: denied }), named, ['unknown key-unknown', ...ALWAYS]],
    [
      'its grantees have no access to the named key',
      { ...sharedWith(prod), ...to('eu-west-1', { key: key(IRISH_KEY) }) },
      named,
      ['warning key-not-allowed', ...ALWAYS],
    ],
    [
      'access of its grantees to the named key is unknown',
      { ...sharedWith(prod), ...to('eu-west-1', { key: key(IRISH_KEY, { usableBy: denied }) }) },
      named,
      ['unknown key-access-unknown', ...ALWAYS],
    ],
    [
      'an organization needs the named key',
      { ...sharedWith({ kind: 'organization', arn: ORGANIZATION }), ...to('eu-west-1', { key: key(IRISH_KEY) }) },
      named,
      ['warning key-for-organization', ...ALWAYS],
    ],
    [
      'the key of the original cannot be read',
      { ...encrypted, keys: {}, ...to('eu-west-1', { key: irishKey }) },
      named,
      ['unknown source-key-unknown', ...ALWAYS],
    ],
  ]);
});

describe('the findings of a copy plan about the AMI', () => {
  testFindings([
    [
      'a snapshot cannot be read',
      { image: image({ blockDevices: [{ device: '/dev/xvda', snapshotId: BOOT }] }), snapshots: { [BOOT]: denied } },
      {},
      ['unknown snapshot-unknown', ...ALWAYS],
    ],
    [
      'it is paravirtual',
      { image: image({ virtualizationType: 'paravirtual' }) },
      {},
      ['warning paravirtual', ...ALWAYS],
    ],
    [
      'it is backed by instance store',
      { image: image({ rootDeviceType: 'instance-store', blockDevices: [] }) },
      {},
      ['warning instance-store-copy', ...ALWAYS],
    ],
    [
      'it is deprecated',
      { image: image({ deprecatedAt: '2026-11-01T00:00:00.000Z' }) },
      {},
      ['warning image-deprecated', ...ALWAYS],
    ],
  ]);
});

describe('the findings of a copy plan about ownership', () => {
  testFindings([
    ['an unlisted account owns it', foreign, {}, ['warning untrusted-owner', ...ALWAYS, 'info copy-becomes-yours']],
    [
      'another account of the directory owns it',
      { image: image({ ownerId: PROD }) },
      {},
      [...ALWAYS, 'info copy-becomes-yours'],
    ],
    [
      'it has a license and another account owns it',
      { image: image({ ownerId: PROD, usageOperation: 'RunInstances:0002', platformDetails: 'Windows' }) },
      {},
      ['warning licensed-copy', ...ALWAYS, 'info copy-becomes-yours'],
    ],
    [
      'a snapshot of another account cannot be seen',
      {
        image: image({ ownerId: PROD }),
        snapshots: { [BOOT]: denied, [DATA]: snapshot(DATA) },
      },
      {},
      ['unknown snapshot-not-visible', ...ALWAYS, 'info copy-becomes-yours'],
    ],
    [
      'Allowed AMIs does not permit it',
      { image: image({ ownerId: PROD, allowed: false }) },
      {},
      ['warning not-allowed', ...ALWAYS, 'info copy-becomes-yours'],
    ],
  ]);
});

describe('the findings of a copy plan', () => {
  test('mention the owner for an AMI of another account', () => {
    expect(findingWith(copy({}), 'not-carried-over')?.text).not.toContain('its owner');
    expect(findingWith(copy({ image: image({ ownerId: PROD }) }), 'not-carried-over')?.text).toContain('its owner');
  });

  test('add nothing for a snapshot of another owner', () => {
    const planned = copy({ snapshots: { [BOOT]: snapshot(BOOT, { ownerId: PROD }), [DATA]: snapshot(DATA) } });

    expect(findingCodes(planned)).toEqual(ALWAYS);
  });
});
