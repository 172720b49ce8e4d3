import { describe, expect, test } from '@jest/globals';
import { known, unknown, type Fact } from '../../../src/domain/model/fact.js';
import { approversOf, groupsToRead, eligibilityOf } from '../../../src/domain/policy/eligibility.js';
import { ana, ben, person } from '../../workflows/builders.js';

const requirements = [
  { approvers: ['U0ANA', 'S0PLATFORM'], required: 1, rule: 1 },
  { approvers: ['S0SECURITY'], required: 2, rule: 2 },
];

const members = new Map<string, Fact<readonly string[]>>([
  ['S0PLATFORM', known(['U0BEN'])],
  ['S0SECURITY', known(['U0ANA', 'U0BEN'])],
]);

describe('eligibilityOf', () => {
  test.each([
    ['a person who is named directly and in a group', ana, [0, 1]],
    ['a person in two groups', ben, [0, 1]],
  ])('%s counts for each requirement', (_, who, requirementIndexes) => {
    expect(eligibilityOf(who, requirements, members)).toEqual({ kind: 'approver', requirementIndexes });
  });

  test('does not count a person who is not an approver', () => {
    expect(eligibilityOf(person('U0SAM'), requirements, members)).toEqual({ kind: 'not-an-approver' });
  });

  test('names a group that could not be read and counts none of its members', () => {
    const unread = new Map<string, Fact<readonly string[]>>([
      ...members,
      ['S0PLATFORM', unknown('Slack did not answer')],
    ]);

    expect(eligibilityOf(person('U0SAM'), requirements, unread)).toEqual({
      kind: 'membership-unknown',
      groups: ['S0PLATFORM'],
    });
    expect(eligibilityOf(ben, requirements, unread)).toEqual({ kind: 'approver', requirementIndexes: [1] });
  });
});

test('reads only the groups that can affect the decision', () => {
  expect(groupsToRead(requirements, ana)).toEqual(['S0SECURITY']);
  expect(groupsToRead(requirements, ben)).toEqual(['S0PLATFORM', 'S0SECURITY']);
});

test('names each approver once', () => {
  expect(approversOf([...requirements, ...requirements])).toEqual(['U0ANA', 'S0PLATFORM', 'S0SECURITY']);
});
