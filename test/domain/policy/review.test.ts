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

describe('a rule is shadowed by an earlier rule', () => {
  test.each<[string, Omit<Rule, 'effect'>, Omit<Rule, 'effect'>]>([
    ['that matches any operation', { action: ['*'] }, { action: ['share'] }],
    ['with its operation among others', { action: ['share', 'copy'] }, { action: ['copy'] }],
    ['without a condition on targets', { action: ['*'] }, { action: ['*'], to: ['public'] }],
    ['that names the account instead of its ID', { action: ['*'], to: [name] }, { action: ['*'], to: [id] }],
    [
      'that accepts any value of the tag',
      { action: ['*'], tags: { Tier: '*' } },
      { action: ['*'], tags: { Tier: 'base' } },
    ],
    ['with the same condition on use', { action: ['*'], inUse: true }, { action: ['*'], inUse: true }],
    [
      'without a condition on use, if the later rule is for AMIs that are not in use',
      { action: ['*'] },
      { action: ['*'], inUse: false },
    ],
  ])('%s', (_what, earlier, later) => {
    expect(flaws(earlier, later)).toContainEqual({ kind: 'shadowed', rule: 2, by: 1 });
  });
});

describe('a rule can still decide after an earlier rule', () => {
  test.each<[string, Omit<Rule, 'effect'>, Omit<Rule, 'effect'>]>([
    ['for another operation', { action: ['share'] }, { action: ['*'] }],
    ['for one of its targets', { action: ['*'], to: [name] }, { action: ['*'], to: [name, 'public'] }],
    [
      'for targets other than the account that the earlier rule names',
      { action: ['*'], to: [name] },
      { action: ['*'] },
    ],
    ['for another tag', { action: ['*'], tags: { Tier: 'base' } }, { action: ['*'], tags: { Tier: '*' } }],
    [
      'without a condition on use, which skips removals of AMIs in use',
      { action: ['*'] },
      { action: ['*'], inUse: true },
    ],
  ])('%s', (_what, earlier, later) => {
    expect(flaws(earlier, later)).not.toContainEqual(expect.objectContaining({ kind: 'shadowed' }));
  });
});

test('reports an action that no rule names', () => {
  expect(flaws({ action: ['share'] })).toEqual([{ kind: 'no-rule', action: 'copy' }]);
});

test.each<[string, Omit<Rule, 'effect'>, boolean]>([
  ['a Region of a share', { action: ['share'], to: ['eu-west-1'] }, true],
  ['everyone for a copy', { action: ['copy'], to: ['public'] }, true],
  ['a Region of a copy', { action: ['share', 'copy'], to: ['eu-west-1'] }, false],
  ['an unknown account', { action: ['share'], to: ['unknown'] }, false],
])('reports a rule whose targets no action has: %s', (_what, named, isReported) => {
  const found = flaws(named, { action: ['*'] }).filter(({ kind }) => kind === 'no-such-target');

  expect(found).toEqual(isReported ? [{ kind: 'no-such-target', rule: 1 }] : []);
});
