import { describe, expect, test } from '@jest/globals';
import { formatRuleChanges } from '../../src/doctor/rule-changes.js';
import type { Rule } from '../../src/domain/policy/types.js';
import { directory } from '../workflows/builders.js';

const ANA: Rule = { action: ['*'], effect: { kind: 'approval', approvers: ['U0ANA'], required: 1 } };
const SHARE_RUNS: Rule = { action: ['share'], to: ['prod'], effect: { kind: 'auto' } };
const NO_PUBLIC: Rule = { action: ['*'], to: ['public'], effect: { kind: 'refuse', message: 'No.' } };

function lines(before: readonly Rule[], after: readonly Rule[]): readonly string[] {
  return formatRuleChanges({ rules: before, directory }, { rules: after, directory }, [
    'share',
    'publish',
    'deregister',
    'terminate',
  ]);
}

describe('the effect of new rules', () => {
  test('is empty if the rules are equivalent in another order or number', () => {
    expect(lines([NO_PUBLIC, ANA], [NO_PUBLIC, NO_PUBLIC, ANA])).toEqual(['The rules decide everything as before.']);
  });

  test('lists approvers who lose decisions, and requests whose decision changes', () => {
    const said = lines([ANA], [SHARE_RUNS, ANA]);

    expect(said).toEqual([
      expect.stringMatching(/^U0ANA loses: share to prod \(\d{12}\)$/),
      expect.stringMatching(/^1 of U0ANA → runs without a human: share to prod \(\d{12}\)$/),
    ]);
  });

  test('lists requests that are now refused', () => {
    expect(lines([ANA], [NO_PUBLIC, ANA])).toContain('1 of U0ANA → refused: publish to everyone');
  });

  test('lists approvers who gain decisions', () => {
    const two: Rule = { action: ['*'], effect: { kind: 'approval', approvers: ['U0ANA', 'U0BEN'], required: 1 } };

    expect(lines([NO_PUBLIC, ANA], [NO_PUBLIC, two])[0]).toMatch(
      /^U0BEN gains: share to images .*; deregister; terminate$/,
    );
  });

  test('distinguishes AMIs by the tags in the rules, and by use', () => {
    const base: Rule = { ...ANA, tags: { Tier: 'base' }, effect: { kind: 'auto' } };
    const used: Rule = { ...ANA, inUse: true };

    expect(lines([ANA], [base, ANA]).join('\n')).toContain('terminate of an AMI with Tier=base');
    expect(lines([ANA], [used, ANA]).join('\n')).toContain('refused → 1 of U0ANA: deregister of an AMI in use');
  });
});
