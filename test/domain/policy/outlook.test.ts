import { describe, expect, test } from '@jest/globals';
import {
  hasEnoughOtherApprovers,
  outlookFor,
  candidateRules,
  type PolicyOutlook,
} from '../../../src/domain/policy/outlook.js';
import type { Rule, RuleEffect } from '../../../src/domain/policy/types.js';
import { rule } from '../../workflows/builders.js';

const auto: RuleEffect = { kind: 'auto' };
const refuse: RuleEffect = { kind: 'refuse', message: 'Ask #security.' };
const platform: RuleEffect = { kind: 'approval', approvers: ['S0PLATFORM'], required: 1 };

describe('the prospect of an operation', () => {
  test.each<[string, readonly Rule[], PolicyOutlook]>([
    ['is never without a rule that names it', [rule(auto, { action: ['copy'] })], { kind: 'never' }],
    ['is never where every rule refuses', [rule(refuse)], { kind: 'never', message: 'Ask #security.' }],
    [
      'is that of the first rule without conditions',
      [rule(platform), rule(auto)],
      {
        kind: 'approval',
        approvers: ['S0PLATFORM'],
        required: 1,
      },
    ],
    ['is without approval where the rule says so', [rule(auto)], { kind: 'auto' }],
    ['depends where conditions come first', [rule(auto, { to: ['prod'] }), rule(platform)], { kind: 'depends' }],
    ['depends where all rules have conditions', [rule(auto, { tags: { Tier: 'base' } })], { kind: 'depends' }],
    ['is not touched by rules for others', [rule(refuse, { action: ['publish'] }), rule(auto)], { kind: 'auto' }],
  ])('%s', (_, rules, outlook) => {
    expect(outlookFor(rules, 'share')).toEqual(outlook);
  });
});

describe('the rules that could decide an operation', () => {
  test('are those that name it, with their numbers, up to the first without conditions', () => {
    const rules = [
      rule(refuse, { action: ['publish'] }),
      rule(auto, { action: ['share', 'copy'], to: ['prod'] }),
      rule(platform),
      rule(auto, { action: ['share'] }),
    ];

    expect(candidateRules(rules, 'share').map(({ number }) => number)).toEqual([2, 3]);
    expect(candidateRules(rules, 'publish').map(({ number }) => number)).toEqual([1]);
  });
});

describe('who could approve what somebody asks for', () => {
  test.each([
    ['enough others', ['U0ANA', 'U0BEN'], 1, true],
    ['nobody else', ['U0ANA'], 1, false],
    ['too few others', ['U0ANA', 'U0BEN'], 2, false],
    ['a group, which may hold anybody', ['U0ANA', 'S0PLATFORM'], 2, true],
  ])('%s', (_, approvers, required, expected) => {
    expect(hasEnoughOtherApprovers({ kind: 'approval', approvers, required }, 'U0ANA')).toBe(expected);
  });
});
