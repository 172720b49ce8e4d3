import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PolicyInput, Target } from '../../../src/domain/plan/types.js';
import { evaluatePolicy } from '../../../src/domain/policy/evaluate.js';
import type { Rule } from '../../../src/domain/policy/types.js';
import { directory, plan, rule } from '../../workflows/builders.js';

const auto = { kind: 'auto' } as const;
const refuse = { kind: 'refuse', message: 'Ask #security.' } as const;
const platform = { kind: 'approval', approvers: ['S0PLATFORM'], required: 1 } as const;
const security = { kind: 'approval', approvers: ['S0SECURITY'], required: 2 } as const;

const prod: Target = { kind: 'account', id: '111122223333' };
const stranger: Target = { kind: 'account', id: '123412341234' };
const organization: Target = {
  kind: 'organization',
  arn: 'arn:aws:organizations::111122223333:organization/o-abcdefghij',
};

function ruling(rules: readonly Rule[], policyInput: Partial<PolicyInput> = {}, operation = 'share') {
  const whole: PolicyInput = { targets: [prod], tags: {}, inUse: 'no', removesAccess: false, ...policyInput };
  return evaluatePolicy(rules, plan({ operation, steps: [], policyInput: whole }), directory);
}

describe('evaluatePolicy', () => {
  test('applies the first rule that matches', () => {
    expect(ruling([rule(auto, { action: ['copy'] }), rule(platform), rule(auto)])).toEqual({
      kind: 'approval',
      requirements: [{ approvers: ['S0PLATFORM'], required: 1, rule: 2 }],
    });
  });

  test('refuses a target that no rule matches and names it', () => {
    expect(ruling([rule(auto, { to: ['prod'] })], { targets: [stranger] })).toEqual({
      kind: 'refused',
      reason: { code: 'no-rule-matches', action: 'share', target: '123412341234' },
    });
    expect(ruling([], { targets: [] })).toEqual({
      kind: 'refused',
      reason: { code: 'no-rule-matches', action: 'share' },
    });
  });

  test('returns the refusal message of the rule', () => {
    expect(ruling([rule(refuse, { action: ['share', 'publish'] })])).toEqual({
      kind: 'refused',
      reason: {
        code: 'refused-by-rule',
        rule: 1,
        message: 'Ask #security.',
        action: 'share',
        target: '111122223333',
      },
    });
  });

  test.each([
    ['an account by name', 'prod', prod],
    ['an account by id', '111122223333', prod],
    ['an account that is not in the directory', 'unknown', stranger],
    ['an account that is not in the directory, by id', '123412341234', stranger],
    ['an organization', 'unknown', organization],
    ['a Region', 'eu-west-1', { kind: 'region', region: 'eu-west-1' } as const],
    ['public access', 'public', { kind: 'public' } as const],
  ])('matches %s as `to: %s`', (_, to, target) => {
    expect(ruling([rule(auto, { to: [to] })], { targets: [target] }).kind).toBe('auto');
    expect(ruling([rule(auto, { to: ['images'] })], { targets: [target] }).kind).toBe('refused');
  });

  test('does not apply a permissive rule for one target to another target', () => {
    const rules = [rule(auto, { to: ['prod'] }), rule(platform, { to: ['unknown'] })];

    expect(ruling(rules, { targets: [prod, stranger] })).toEqual({
      kind: 'approval',
      requirements: [{ approvers: ['S0PLATFORM'], required: 1, rule: 2 }],
    });
  });

  test('requires the approvals of every rule that decides a target', () => {
    const rules = [rule(security, { to: ['unknown'] }), rule(platform)];

    expect(ruling(rules, { targets: [prod, stranger] })).toMatchObject({
      requirements: [{ rule: 2 }, { rule: 1, required: 2 }],
    });
  });

  test('refuses the request when a rule refuses one target', () => {
    expect(ruling([rule(refuse, { to: ['unknown'] }), rule(auto)], { targets: [prod, stranger] }).kind).toBe('refused');
  });

  test.each([
    [{ Tier: 'base' }, { Tier: 'base', Team: 'web' }, true],
    [{ Tier: '*' }, { Tier: '' }, true],
    [{ Tier: 'base' }, { Tier: 'Base' }, false],
    [{ Tier: '*' }, {}, false],
    [{ Tier: '*', Team: 'web' }, { Tier: 'base' }, false],
    [{ constructor: '*' }, {}, false],
  ])('a rule with tags %j matches an AMI with %j: %s', (wanted, tags, matches) => {
    expect(ruling([rule(auto, { tags: wanted })], { tags }).kind).toBe(matches ? 'auto' : 'refused');
  });
});

describe('evaluatePolicy: removing an AMI that is in use', () => {
  const plain = rule(platform, { action: ['deregister'] });
  const named = rule(security, { action: ['deregister'], inUse: true });

  test.each(['yes', 'unknown'] as const)('is refused without a rule for AMIs in use (in use: %s)', (inUse) => {
    expect(ruling([plain, rule(auto)], { removesAccess: true, inUse, targets: [] }, 'deregister')).toEqual({
      kind: 'refused',
      reason: { code: 'in-use', inUse },
    });
  });

  test.each(['yes', 'unknown'] as const)(
    'is decided by the rule for AMIs in use at any position (in use: %s)',
    (inUse) => {
      expect(ruling([plain, named], { removesAccess: true, inUse, targets: [] }, 'deregister')).toMatchObject({
        requirements: [{ rule: 2 }],
      });
    },
  );

  test('is refused by a rule that refuses, although a later rule allows it', () => {
    const never = rule(refuse, { action: ['deregister'] });

    expect(ruling([never, named], { removesAccess: true, inUse: 'yes', targets: [] }, 'deregister')).toMatchObject({
      kind: 'refused',
      reason: { rule: 1 },
    });
  });

  test('does not apply the rule for AMIs in use to an unused AMI', () => {
    expect(ruling([named, plain], { removesAccess: true, targets: [] }, 'deregister')).toMatchObject({
      requirements: [{ rule: 2 }],
    });
  });
});

describe('evaluatePolicy: properties', () => {
  const target = fc.constantFrom<Target>(prod, stranger, organization, { kind: 'public' });
  const anyRule = fc.record({
    action: fc.constantFrom(['*'], ['share'], ['copy']),
    to: fc.constantFrom(['prod'], ['unknown'], ['public'], ['prod', 'unknown']),
    effect: fc.constantFrom<Rule['effect']>(auto, refuse, platform, security),
  });

  test('keeps the requirements of a target when another target is added', () => {
    fc.assert(
      fc.property(fc.array(anyRule), target, target, (rules, one, other) => {
        const alone = ruling(rules, { targets: [one] });
        const together = ruling(rules, { targets: [one, other] });
        if (alone.kind === 'refused') expect(together.kind).toBe('refused');
        if (alone.kind === 'approval') expect(together.kind).not.toBe('auto');
        if (alone.kind === 'approval' && together.kind === 'approval') {
          expect(together.requirements).toEqual(expect.arrayContaining([...alone.requirements]));
        }
      }),
    );
  });
});
