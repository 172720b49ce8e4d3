import { describe, expect, test } from '@jest/globals';
import { prospectOf, type Prospect } from '../../../src/workflows/policy/prospects.js';
import type { Rule, Verdict } from '../../../src/workflows/policy/types.js';
import { rule } from '../builders.js';

const auto: Verdict = { kind: 'auto' };
const refuse: Verdict = { kind: 'refuse', message: 'Ask #security.' };
const platform: Verdict = { kind: 'approval', approvers: ['S0PLATFORM'], required: 1 };

describe('the prospect of an operation', () => {
  test.each<[string, readonly Rule[], Prospect]>([
    ['is never without a rule that names it', [rule(auto, { action: ['copy'] })], { kind: 'never' }],
    ['is never where every rule refuses', [rule(refuse)], { kind: 'never', message: 'Ask #security.' }],
    [
      'is that of the first rule without conditions',
      [rule(platform), rule(auto)],
      {
        kind: 'approval',
        approvers: ['S0PLATFORM'],
      },
    ],
    ['is without approval where the rule says so', [rule(auto)], { kind: 'auto' }],
    ['depends where conditions come first', [rule(auto, { to: ['prod'] }), rule(platform)], { kind: 'depends' }],
    ['depends where all rules have conditions', [rule(auto, { tags: { Tier: 'base' } })], { kind: 'depends' }],
    ['is not touched by rules for others', [rule(refuse, { action: ['publish'] }), rule(auto)], { kind: 'auto' }],
  ])('%s', (_, rules, prospect) => {
    expect(prospectOf(rules, 'share')).toEqual(prospect);
  });
});
