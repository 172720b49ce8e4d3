import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PolicyInput, Target } from '../../../src/domain/plan/types.js';
import { explainDecision, evaluatePolicy } from '../../../src/domain/policy/evaluate.js';
import type { Rule, RuleEffect } from '../../../src/domain/policy/types.js';
import { directory, IMAGE, plan, rule } from '../../workflows/builders.js';

const auto: RuleEffect = { kind: 'auto' };
const prod: Target = { kind: 'account', id: '111122223333' };
const stranger: Target = { kind: 'account', id: '123412341234' };

const share = { action: 'share', account: IMAGE.account, region: IMAGE.region };

function matches(rules: readonly Rule[], policyInput: Partial<PolicyInput> = {}, operation = 'share') {
  const whole: PolicyInput = { targets: [], tags: {}, inUse: 'no', removesAccess: false, ...policyInput };
  return explainDecision(rules, plan({ operation, steps: [], policyInput: whole }), directory);
}

describe('explainDecision', () => {
  test('names the deciding rule and the skipped rules for each effect', () => {
    const rules = [rule(auto, { to: ['prod'] }), rule(auto)];

    expect(matches(rules, { targets: [prod, stranger] })).toEqual([
      { effect: { ...share, target: prod }, deciding: { rule: rules[0], number: 1 }, skipped: [] },
      {
        effect: { ...share, target: stranger },
        deciding: { rule: rules[1], number: 2 },
        skipped: [{ rule: rules[0], number: 1, mismatch: 'target' }],
      },
    ]);
  });

  test('judges a plan without calls and targets as its operation', () => {
    expect(matches([])).toEqual([{ effect: share, skipped: [] }]);
  });

  test.each<[string, Partial<Rule>, Partial<PolicyInput>, operation: string]>([
    ['action', { action: ['copy'] }, {}, 'share'],
    ['target', { to: ['prod'] }, {}, 'share'],
    ['target', { to: ['prod'] }, { targets: [stranger] }, 'share'],
    ['tags', { tags: { Tier: 'base' } }, { tags: { Tier: 'old' } }, 'share'],
    ['tags', { tags: { Tier: '*' } }, {}, 'share'],
    ['in-use', { inUse: true }, { inUse: 'no' }, 'share'],
    ['in-use', { inUse: false }, { inUse: 'unknown' }, 'share'],
    ['in-use-not-allowed', {}, { inUse: 'unknown' }, 'retire'],
  ])('reports that a rule does not match because of %s', (mismatch, overrides, policyInput, operation) => {
    expect(matches([rule(auto, overrides)], policyInput, operation)).toMatchObject([
      { skipped: [{ number: 1, mismatch }] },
    ]);
  });

  test('agrees with evaluatePolicy for any rules', () => {
    const rules = fc.array(
      fc.record({
        action: fc.constantFrom(['*'], ['share'], ['copy', 'share'], ['deregister']),
        to: fc.constantFrom(undefined, ['prod'], ['unknown'], ['public', 'eu-west-1']),
        inUse: fc.constantFrom(undefined, true, false),
        effect: fc.constantFrom<RuleEffect>(auto, { kind: 'refuse', message: 'no' }),
      }),
    );
    const targets = fc.subarray<Target>([prod, stranger, { kind: 'public' }, { kind: 'region', region: 'eu-west-1' }]);
    const use = fc.constantFrom('yes', 'no', 'unknown');

    fc.assert(
      fc.property(rules, targets, use, fc.boolean(), (drawn, aimedAt, inUse, removesAccess) => {
        const list = drawn.map(({ to, inUse: named, ...rest }): Rule => ({
          ...rest,
          ...(to === undefined ? {} : { to }),
          ...(named === undefined ? {} : { inUse: named }),
        }));
        const asked = plan({ steps: [], policyInput: { targets: aimedAt, tags: {}, inUse, removesAccess } });
        const verdicts = explainDecision(list, asked, directory).map(({ deciding }) => deciding?.rule.effect.kind);

        expect(evaluatePolicy(list, asked, directory).kind).toBe(
          verdicts.every((kind) => kind === 'auto') ? 'auto' : 'refused',
        );
      }),
    );
  });
});
