import { describe, expect, test } from '@jest/globals';
import { reviewRules } from '../../../src/domain/policy/review.js';
import type { Rule } from '../../../src/domain/policy/types.js';
import { directory } from '../../workflows/builders.js';

const auto = { kind: 'auto' } as const;
const [{ id, name }] = directory;

function flaws(...rules: readonly Omit<Rule, 'effect'>[]) {
  return reviewRules(
    rules.map((rule) => ({ ...rule, effect: auto })),
    ['share', 'copy'],
    directory,
  );
}

describe('a rule is shadowed by an earlier one', () => {
  test.each<[string, Omit<Rule, 'effect'>, Omit<Rule, 'effect'>]>([
    ['that matches any operation', { action: ['*'] }, { action: ['share'] }],
    ['with its operation among others', { action: ['share', 'copy'] }, { action: ['copy'] }],
    ['without a condition on targets', { action: ['*'] }, { action: ['*'], to: ['public'] }],
    ['that has the account by its other name', { action: ['*'], to: [name] }, { action: ['*'], to: [id] }],
    [
      'that takes any value of the tag',
      { action: ['*'], tags: { Tier: '*' } },
      { action: ['*'], tags: { Tier: 'base' } },
    ],
    ['of the same use', { action: ['*'], inUse: true }, { action: ['*'], inUse: true }],
    ['for what is not in use', { action: ['*'] }, { action: ['*'], inUse: false }],
  ])('%s', (_what, earlier, later) => {
    expect(flaws(earlier, later)).toContainEqual({ kind: 'shadowed', rule: 2, by: 1 });
  });
});

describe('a rule can still decide after one', () => {
  test.each<[string, Omit<Rule, 'effect'>, Omit<Rule, 'effect'>]>([
    ['for another operation', { action: ['share'] }, { action: ['*'] }],
    ['for one of its targets', { action: ['*'], to: [name] }, { action: ['*'], to: [name, 'public'] }],
    ['for some targets', { action: ['*'], to: [name] }, { action: ['*'] }],
    ['for another tag', { action: ['*'], tags: { Tier: 'base' } }, { action: ['*'], tags: { Tier: '*' } }],
    ['that names no use, since it passes over what is taken away', { action: ['*'] }, { action: ['*'], inUse: true }],
  ])('%s', (_what, earlier, later) => {
    expect(flaws(earlier, later)).not.toContainEqual(expect.objectContaining({ kind: 'shadowed' }));
  });
});

test('an operation that no rule names is refused for everybody', () => {
  expect(flaws({ action: ['share'] })).toEqual([{ kind: 'no-rule', operation: 'copy' }]);
});
