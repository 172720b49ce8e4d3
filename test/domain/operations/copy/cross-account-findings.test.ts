import { describe, expect, test } from '@jest/globals';
import type { Facts } from '../../../../src/domain/model/facts.js';
import { known } from '../../../../src/domain/model/fact.js';
import type { CopyInput } from '../../../../src/domain/operations/copy/input.js';
import { findingCodes, findingWith, refusalCodes } from '../codes.js';
import { OWNER, PARTNER, PROD, UNLISTED_ACCOUNT } from '../directory.js';
import { AMI, CUSTOMER_KEY, denied, destination, encryptedUnder, image, key } from '../facts-builder.js';
import { copy, awsEncrypted, named, usableKey } from './cross-account-setup.js';

describe('the findings of a copy to another account', () => {
  const ALWAYS = [
    'info copied-by-account',
    'info copy-permissions-temporary',
    'info copy-costs',
    'info copy-takes-time',
    'info not-carried-over',
  ];
  const encrypted = { snapshots: encryptedUnder(CUSTOMER_KEY), keys: { [CUSTOMER_KEY]: usableKey } };

  test.each<[string, Partial<Facts>, Partial<CopyInput>, readonly string[]]>([
    ['no special condition applies', {}, {}, ALWAYS],
    [
      'it has a license',
      { image: image({ usageOperation: 'RunInstances:0002', platformDetails: 'Windows' }) },
      {},
      ['warning licensed-copy', ...ALWAYS],
    ],
    [
      'it is encrypted, and the account may use the key',
      encrypted,
      {},
      ['warning copy-under-aws-managed-key', 'info copy-under-default-key', ...ALWAYS],
    ],
    [
      'access of the account to the key is unknown',
      { ...encrypted, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY, { usableBy: denied }) } },
      {},
      ['unknown key-access-unknown', 'warning copy-under-aws-managed-key', 'info copy-under-default-key', ...ALWAYS],
    ],
    [
      'it is re-encrypted for the copy',
      awsEncrypted,
      named,
      [
        'warning copy-under-aws-managed-key',
        'info copy-under-default-key',
        'info copied-by-account',
        'info reencrypted-in-between',
        ...ALWAYS.slice(2),
      ],
    ],
    [
      'it is copied by snapshots and its UEFI data cannot be read',
      { image: image({ bootMode: 'uefi' }), uefiData: denied },
      { by: 'snapshots' },
      ['unknown uefi-data-unknown', ...ALWAYS.slice(0, 2), 'info registered-from-snapshots', ...ALWAYS.slice(2)],
    ],
  ])('have the expected codes when %s', (_, overrides, input, codes) => {
    expect(findingCodes(copy(overrides, input))).toEqual(codes);
  });

  test.each<[string, Partial<Facts>, Partial<CopyInput>, string]>([
    ['the account has no role', {}, { targets: [{ kind: 'account', id: PARTNER }] }, 'account-without-role'],
    [
      'the account is not in the directory',
      {},
      { targets: [{ kind: 'account', id: UNLISTED_ACCOUNT }] },
      'account-without-role',
    ],
    ['the account owns it', {}, { targets: [{ kind: 'account', id: OWNER }] }, 'target-is-owner'],
    ['another account shares it', { image: image({ ownerId: UNLISTED_ACCOUNT }) }, {}, 'not-owner'],
    [
      'the account may not use its key',
      { ...encrypted, keys: { [CUSTOMER_KEY]: key(CUSTOMER_KEY) } },
      {},
      'key-not-allowed',
    ],
    [
      'the name is already in use in the account',
      { destinations: [destination('us-east-1', { account: PROD, existingImageId: known('ami-9') })] },
      {},
      'name-taken',
    ],
  ])('refuse the plan because %s', (_, overrides, input, code) => {
    expect(refusalCodes(copy(overrides, input))).toContain(code);
  });

  test('suggest sharing for an account without a role', () => {
    const planned = copy({}, { targets: [{ kind: 'account', id: PARTNER }] });

    expect(findingWith(planned, 'account-without-role')?.fix).toBe(
      `Share the AMI with it instead: /ami share ${AMI} with ${PARTNER}. Or configure its role_arn in the configuration.`,
    );
  });
});
