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

describe('outlookFor', () => {
  test.each<[string, readonly Rule[], PolicyOutlook]>([
    ['is never when no rule names the operation', [rule(auto, { action: ['copy'] })], { kind: 'never' }],
    ['is never when every rule refuses', [rule(refuse)], { kind: 'never', message: 'Ask #security.' }],
    [
      'is the effect of the first rule without conditions',
      [rule(platform), rule(auto)],
      {
        kind: 'approval',
        approvers: ['S0PLATFORM'],
        required: 1,
      },
    ],
    ['is auto when the rule needs no approval', [rule(auto)], { kind: 'auto' }],
    [
      'depends when a rule with conditions comes first',
      [rule(auto, { to: ['prod'] }), rule(platform)],
      { kind: 'depends' },
    ],
    ['depends when all rules have conditions', [rule(auto, { tags: { Tier: 'base' } })], { kind: 'depends' }],
    ['ignores the rules for other operations', [rule(refuse, { action: ['publish'] }), rule(auto)], { kind: 'auto' }],
  ])('%s', (_, rules, outlook) => {
    expect(outlookFor(rules, 'share')).toEqual(outlook);
  });
});

describe('candidateRules', () => {
  test('returns the rules for the operation up to the first without conditions', () => {
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

describe('hasEnoughOtherApprovers', () => {
  test.each([
    ['is true for enough other approvers', ['U0ANA', 'U0BEN'], 1, true],
    ['is false when the requester is the only approver', ['U0ANA'], 1, false],
    ['is false for too few other approvers', ['U0ANA', 'U0BEN'], 2, false],
    ['is true for a group, whose members are not known yet', ['U0ANA', 'S0PLATFORM'], 2, true],
  ])('%s', (_, approvers, required, expected) => {
    expect(hasEnoughOtherApprovers({ kind: 'approval', approvers, required }, 'U0ANA')).toBe(expected);
  });
});
