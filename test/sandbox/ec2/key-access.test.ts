import { describe, expect, test } from '@jest/globals';
import type { KeyStatement } from '../../../sandbox/ec2/entities.js';
import { findKey, canUseForEbs } from '../../../sandbox/ec2/key-access.js';
import { createStore, toState } from '../../../sandbox/ec2/store.js';
import { ACCOUNT_CONTENTS, ACCOUNTS } from '../../../sandbox/seed/accounts.js';
import { KEYS } from '../../../sandbox/seed/keys.js';

const store = createStore(toState({ ...ACCOUNT_CONTENTS, keys: Object.values(KEYS) }), () => undefined);

describe('who may use a key', () => {
  const allow: KeyStatement = { Effect: 'Allow', Principal: { AWS: ACCOUNTS.prod }, Action: 'kms:*', Resource: '*' };
  test.each([
    ['its own account', KEYS.private, ACCOUNTS.images, true],
    ['its own account, when it is disabled', KEYS.retired, ACCOUNTS.images, false],
    ['an account that its policy names', KEYS.golden, ACCOUNTS.prod, true],
    ['an account that its policy does not name', KEYS.golden, ACCOUNTS.dev, false],
    ['a member of the organization that its policy names', KEYS.organization, ACCOUNTS.dev, true],
    ['somebody outside that organization', KEYS.organization, ACCOUNTS.partner, false],
    ['an account with a grant', KEYS.granted, ACCOUNTS.dev, true],
    ['another account', KEYS.granted, ACCOUNTS.prod, false],
    [
      'an account that is allowed and denied',
      { ...KEYS.private, policy: [allow, { ...allow, Effect: 'Deny' as const }] },
      ACCOUNTS.prod,
      false,
    ],
    [
      'an account under a condition that nobody can tell',
      { ...KEYS.private, policy: [{ ...allow, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }] },
      ACCOUNTS.prod,
      false,
    ],
  ])('%s', (_who, key, account, expected) => {
    expect(canUseForEbs(store, key, account)).toBe(expected);
  });
});

describe('a key', () => {
  const here = { account: ACCOUNTS.images, region: 'us-east-1' };
  test.each([
    ['id', KEYS.golden.id, KEYS.golden],
    ['ARN', KEYS.goldenEurope.arn, KEYS.goldenEurope],
    ['alias', 'alias/golden', KEYS.golden],
    ['ARN of an alias', `arn:aws:kms:us-east-1:${ACCOUNTS.prod}:alias/prod`, KEYS.prod],
    ['alias of another account', 'alias/prod', undefined],
  ])('is found by its %s', (_how, name, key) => {
    expect(findKey(store, name, here)).toEqual(key);
  });
});
