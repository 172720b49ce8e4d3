import { describe, expect, test } from '@jest/globals';
import { resolveEligibility } from '../../../src/workflows/observation/eligibility.js';
import { createReadBudget } from '../../../src/workflows/observation/read-budget.js';
import type { Person } from '../../../src/domain/request/types.js';
import { ana, approval, ben, person } from '../builders.js';
import { people, silentLog, TestClock } from '../context.js';

const byGroup = approval(1, ['S0PLATFORM']);
const sam = person('U0SAM');

function budgeted() {
  const clock = new TestClock();
  const reads: string[] = [];
  const members = people({ S0PLATFORM: ['U0BEN'] });
  const ports = {
    log: silentLog,
    readBudget: createReadBudget(clock),
    users: {
      ...members,
      listGroupMembers(group: string) {
        reads.push(group);
        return members.listGroupMembers(group);
      },
    },
  };
  return { clock, reads, kindOf: async (who: Person) => (await resolveEligibility(ports, who, byGroup)).kind };
}

describe('the read budget of a person', () => {
  test('ends after five checks in vain, and returns after a minute', async () => {
    const { clock, reads, kindOf } = budgeted();
    for (let check = 0; check < 5; check += 1) expect(await kindOf(sam)).toBe('not-an-approver');

    expect(await kindOf(sam)).toBe('membership-unknown');
    expect(reads).toHaveLength(5);

    clock.advance(61);
    expect(await kindOf(sam)).toBe('not-an-approver');
  });

  test('of one person does not concern others', async () => {
    const { kindOf } = budgeted();
    for (let check = 0; check < 9; check += 1) await kindOf(sam);

    expect(await kindOf(ben)).toBe('approver');
    expect(await kindOf(ana)).toBe('not-an-approver');
  });

  test('is not spent by an approver', async () => {
    const { kindOf } = budgeted();
    for (let check = 0; check < 30; check += 1) expect(await kindOf(ben)).toBe('approver');
  });
});
