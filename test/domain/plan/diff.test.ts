import { describe, expect, test } from '@jest/globals';
import { diffPlans } from '../../../src/domain/plan/diff.js';
import type { Finding, Plan } from '../../../src/domain/plan/types.js';
import { plan, step } from '../../workflows/builders.js';

const warning: Finding = { code: 'target-uses-it', severity: 'warning', text: 'prod uses the AMI.', subject: 'prod' };

describe('diffPlans', () => {
  test.each<[string, Partial<Plan>, Partial<Plan>, readonly string[]]>([
    ['finds no difference between equal plans', {}, {}, []],
    [
      'ignores a changed title and evidence',
      { title: 'one', evidence: [{ label: 'Age', value: '3 days' }] },
      { title: 'two' },
      [],
    ],
    ['reports a new call', {}, { steps: [step('share'), step('more')] }, ['New call: Do more']],
    [
      'reports a call that is no longer needed',
      { steps: [step('share'), step('more')] },
      {},
      ['No longer called: Do more'],
    ],
    ['reports changed parameters', {}, { steps: [step('share', { after: ['x'] })] }, ['Other parameters: Do share']],
    ['ignores a changed undo', {}, { steps: [step('share', { undo: [] })] }, []],
    ['reports a new warning', {}, { findings: [warning] }, ['New: prod uses the AMI.']],
    [
      'ignores changed text of an accepted warning',
      { findings: [warning] },
      { findings: [{ ...warning, text: 'Other words.' }] },
      [],
    ],
    [
      'reports an accepted warning about another subject',
      { findings: [warning] },
      { findings: [{ ...warning, subject: 'dev', text: 'dev uses the AMI.' }] },
      ['New: dev uses the AMI.'],
    ],
    ['ignores a warning that no longer applies', { findings: [warning] }, {}, []],
    ['ignores a new info finding', {}, { findings: [{ ...warning, severity: 'info' }] }, []],
  ])('%s', (_, approved, fresh, expected) => {
    expect(diffPlans(plan(approved), plan(fresh))).toEqual(expected);
  });

  test('reports that an AMI to be removed is now in use', () => {
    const policyInput = { targets: [], tags: {}, inUse: 'no', removesAccess: true } as const;

    expect(diffPlans(plan({ policyInput }), plan({ policyInput: { ...policyInput, inUse: 'yes' } }))).toEqual([
      'The AMI is in use now.',
    ]);
    expect(diffPlans(plan({ policyInput: { ...policyInput, inUse: 'yes' } }), plan({ policyInput }))).toEqual([]);
  });

  test('ignores the order of keys', () => {
    const approved = plan();
    const reordered = Object.fromEntries(Object.entries(approved.steps[0] ?? {}).reverse());

    expect(diffPlans({ ...approved, steps: [reordered as unknown as Plan['steps'][number]] }, approved)).toEqual([]);
  });
});
