import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PolicyInput, Target } from '../../../src/domain/plan/types.js';
import { explainDecision, evaluatePolicy } from '../../../src/domain/policy/evaluate.js';
import type { Rule, RuleEffect } from '../../../src/domain/policy/types.js';
import { directory, plan, rule } from '../../workflows/builders.js';

const auto: RuleEffect = { kind: 'auto' };
const prod: Target = { kind: 'account', id: '111122223333' };
const stranger: Target = { kind: 'account', id: '123412341234' };

function matches(rules: readonly Rule[], policyInput: Partial<PolicyInput> = {}, operation = 'share') {
  const whole: PolicyInput = { targets: [], tags: {}, inUse: 'no', removesAccess: false, ...policyInput };
  return explainDecision(rules, plan({ operation, policyInput: whole }), directory);
}

describe('explainDecision', () => {
  test('names the deciding rule and the skipped rules for each target', () => {
    const rules = [rule(auto, { to: ['prod'] }), rule(auto)];

    expect(matches(rules, { targets: [prod, stranger] })).toEqual([
      { target: prod, deciding: { rule: rules[0], number: 1 }, skipped: [] },
      {
        target: stranger,
        deciding: { rule: rules[1], number: 2 },
        skipped: [{ rule: rules[0], number: 1, mismatch: 'target' }],
      },
    ]);
  });

  test('evaluates the rules once when there is no target', () => {
    expect(matches([])).toEqual([{ skipped: [] }]);
  });

  test.each<[string, Partial<Rule>, Partial<PolicyInput>]>([
    ['action', { action: ['copy'] }, {}],
    ['target', { to: ['prod'] }, {}],
    ['target', { to: ['prod'] }, { targets: [stranger] }],
    ['tags', { tags: { Tier: 'base' } }, { tags: { Tier: 'old' } }],
    ['tags', { tags: { Tier: '*' } }, {}],
    ['in-use', { inUse: true }, { inUse: 'no' }],
    ['in-use', { inUse: false }, { inUse: 'unknown' }],
    ['in-use-not-allowed', {}, { removesAccess: true, inUse: 'unknown' }],
  ])('reports that a rule does not match because of %s', (mismatch, overrides, policyInput) => {
    expect(matches([rule(auto, overrides)], policyInput)).toMatchObject([{ skipped: [{ number: 1, mismatch }] }]);
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
        const asked = plan({ policyInput: { targets: aimedAt, tags: {}, inUse, removesAccess } });
        const verdicts = explainDecision(list, asked, directory).map(({ deciding }) => deciding?.rule.effect.kind);

        expect(evaluatePolicy(list, asked, directory).kind).toBe(
          verdicts.every((kind) => kind === 'auto') ? 'auto' : 'refused',
        );
      }),
    );
  });
});
