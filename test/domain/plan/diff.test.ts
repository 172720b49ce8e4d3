import { describe, expect, test } from '@jest/globals';
import { diffPlans } from '../../../src/domain/plan/diff.js';
import type { Finding, Plan } from '../../../src/domain/plan/types.js';
import { plan, step } from '../../workflows/builders.js';

const warning: Finding = { code: 'target-uses-it', severity: 'warning', text: 'prod uses the AMI.', subject: 'prod' };

describe('differences', () => {
  test.each<[string, Partial<Plan>, Partial<Plan>, readonly string[]]>([
    ['the same plan has none', {}, {}, []],
    ['other words are none', { title: 'one', evidence: [{ label: 'Age', value: '3 days' }] }, { title: 'two' }, []],
    ['a new call', {}, { steps: [step('share'), step('more')] }, ['New call: Do more']],
    ['a call that is not needed any more', { steps: [step('share'), step('more')] }, {}, ['No longer called: Do more']],
    ['other parameters', {}, { steps: [step('share', { after: ['x'] })] }, ['Other parameters: Do share']],
    ['what takes a call back', {}, { steps: [step('share', { undo: [] })] }, []],
    ['a new warning', {}, { findings: [warning] }, ['New: prod uses the AMI.']],
    ['a warning that was accepted', { findings: [warning] }, { findings: [{ ...warning, text: 'Other words.' }] }, []],
    [
      'the same warning about something else',
      { findings: [warning] },
      { findings: [{ ...warning, subject: 'dev', text: 'dev uses the AMI.' }] },
      ['New: dev uses the AMI.'],
    ],
    ['a warning that has gone away', { findings: [warning] }, {}, []],
    ['something worth knowing', {}, { findings: [{ ...warning, severity: 'info' }] }, []],
  ])('%s', (_, approved, fresh, expected) => {
    expect(diffPlans(plan(approved), plan(fresh))).toEqual(expected);
  });

  test('an AMI that came into use since is one, when it is to be taken away', () => {
    const policyInput = { targets: [], tags: {}, inUse: 'no', removesAccess: true } as const;

    expect(diffPlans(plan({ policyInput }), plan({ policyInput: { ...policyInput, inUse: 'yes' } }))).toEqual([
      'The AMI is in use now.',
    ]);
    expect(diffPlans(plan({ policyInput: { ...policyInput, inUse: 'yes' } }), plan({ policyInput }))).toEqual([]);
  });

  test('the order of keys, in which a store gives a plan back, is none', () => {
    const approved = plan();
    const reordered = Object.fromEntries(Object.entries(approved.steps[0] ?? {}).reverse());

    expect(diffPlans({ ...approved, steps: [reordered as unknown as Plan['steps'][number]] }, approved)).toEqual([]);
  });
});
