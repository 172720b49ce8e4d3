import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Scope, Target } from '../../../src/workflows/plan/types.js';
import { explain } from '../../../src/workflows/policy/explain.js';
import { judge } from '../../../src/workflows/policy/judge.js';
import type { Rule, Verdict } from '../../../src/workflows/policy/types.js';
import { directory, plan, rule } from '../builders.js';

const auto: Verdict = { kind: 'auto' };
const prod: Target = { kind: 'account', id: '111122223333' };
const stranger: Target = { kind: 'account', id: '123412341234' };

function matches(rules: readonly Rule[], scope: Partial<Scope> = {}, operation = 'share') {
  const whole: Scope = { targets: [], tags: {}, inUse: 'no', takesAway: false, ...scope };
  return explain(rules, plan({ operation, scope: whole }), directory);
}

describe('explain', () => {
  test('names the deciding rule for each target by itself, and the rules that were passed over', () => {
    const rules = [rule(auto, { to: ['prod'] }), rule(auto)];

    expect(matches(rules, { targets: [prod, stranger] })).toEqual([
      { target: prod, deciding: { rule: rules[0], number: 1 }, passed: [] },
      {
        target: stranger,
        deciding: { rule: rules[1], number: 2 },
        passed: [{ rule: rules[0], number: 1, because: 'target' }],
      },
    ]);
  });

  test('goes through the rules once where there is no target', () => {
    expect(matches([])).toEqual([{ passed: [] }]);
  });

  test.each<[string, Partial<Rule>, Partial<Scope>]>([
    ['action', { action: ['copy'] }, {}],
    ['target', { to: ['prod'] }, {}],
    ['target', { to: ['prod'] }, { targets: [stranger] }],
    ['tags', { tags: { Tier: 'base' } }, { tags: { Tier: 'old' } }],
    ['tags', { tags: { Tier: '*' } }, {}],
    ['in-use', { inUse: true }, { inUse: 'no' }],
    ['in-use', { inUse: false }, { inUse: 'unknown' }],
    ['does-not-name-in-use', {}, { takesAway: true, inUse: 'unknown' }],
  ])('says that a rule does not match because of %s', (because, parts, scope) => {
    expect(matches([rule(auto, parts)], scope)).toMatchObject([{ passed: [{ number: 1, because }] }]);
  });

  test('decides as the judge does, whatever the rules', () => {
    const rules = fc.array(
      fc.record({
        action: fc.constantFrom(['*'], ['share'], ['copy', 'share'], ['deregister']),
        to: fc.constantFrom(undefined, ['prod'], ['unknown'], ['public', 'eu-west-1']),
        inUse: fc.constantFrom(undefined, true, false),
        verdict: fc.constantFrom<Verdict>(auto, { kind: 'refuse', message: 'no' }),
      }),
    );
    const targets = fc.subarray<Target>([prod, stranger, { kind: 'public' }, { kind: 'region', region: 'eu-west-1' }]);
    const use = fc.constantFrom('yes', 'no', 'unknown');

    fc.assert(
      fc.property(rules, targets, use, fc.boolean(), (drawn, aimedAt, inUse, takesAway) => {
        const list = drawn.map(({ to, inUse: named, ...rest }): Rule => ({
          ...rest,
          ...(to === undefined ? {} : { to }),
          ...(named === undefined ? {} : { inUse: named }),
        }));
        const asked = plan({ scope: { targets: aimedAt, tags: {}, inUse, takesAway } });
        const verdicts = explain(list, asked, directory).map(({ deciding }) => deciding?.rule.verdict.kind);

        expect(judge(list, asked, directory).kind).toBe(verdicts.every((kind) => kind === 'auto') ? 'auto' : 'refused');
      }),
    );
  });
});
