import { describe, expect, test } from '@jest/globals';
import type { KeyStatement } from '../../../sandbox/ec2/entities.js';
import { findKey, canUseForEbs } from '../../../sandbox/ec2/key-access.js';
import { createStore, toState } from '../../../sandbox/ec2/store.js';
import { ACCOUNT_CONTENTS, ACCOUNTS } from '../../../sandbox/seed/accounts.js';
import { KEYS } from '../../../sandbox/seed/keys.js';

const store = createStore(toState({ ...ACCOUNT_CONTENTS, keys: Object.values(KEYS) }), () => undefined);

describe('access to a KMS key', () => {
  const allow: KeyStatement = { Effect: 'Allow', Principal: { AWS: ACCOUNTS.prod }, Action: 'kms:*', Resource: '*' };
  test.each([
    ['is allowed for its own account', KEYS.private, ACCOUNTS.images, true],
    ['is denied for its own account while the key is disabled', KEYS.retired, ACCOUNTS.images, false],
    ['is allowed for an account in its policy', KEYS.golden, ACCOUNTS.prod, true],
    ['is denied for an account that is not in its policy', KEYS.golden, ACCOUNTS.dev, false],
    ['is allowed for a member of the organization in its policy', KEYS.organization, ACCOUNTS.dev, true],
    ['is denied for an account outside that organization', KEYS.organization, ACCOUNTS.partner, false],
    ['is allowed for an account with a grant', KEYS.granted, ACCOUNTS.dev, true],
    ['is denied for an account without a grant', KEYS.granted, ACCOUNTS.prod, false],
    [
      'is denied for an account that is both allowed and denied',
      { ...KEYS.private, policy: [allow, { ...allow, Effect: 'Deny' as const }] },
      ACCOUNTS.prod,
      false,
    ],
    [
      'is denied under a condition that cannot be evaluated',
      { ...KEYS.private, policy: [{ ...allow, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }] },
      ACCOUNTS.prod,
      false,
    ],
  ])('%s', (_who, key, account, expected) => {
    expect(canUseForEbs(store, key, account)).toBe(expected);
  });
});

describe('finding a key', () => {
  const here = { account: ACCOUNTS.images, region: 'us-east-1' };
  test.each([
    ['id', KEYS.golden.id, KEYS.golden],
    ['ARN', KEYS.goldenEurope.arn, KEYS.goldenEurope],
    ['alias', 'alias/golden', KEYS.golden],
    ['alias ARN', `arn:aws:kms:us-east-1:${ACCOUNTS.prod}:alias/prod`, KEYS.prod],
    ['alias of another account', 'alias/prod', undefined],
  ])('handles its %s', (_how, name, key) => {
    expect(findKey(store, name, here)).toEqual(key);
  });
});
