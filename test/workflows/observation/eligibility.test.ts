import { describe, expect, test } from '@jest/globals';
import { resolveEligibility } from '../../../src/workflows/observation/eligibility.js';
import { NotFound } from '../../../src/workflows/ports/errors.js';
import { ana, approval, ben, person, rita } from '../builders.js';
import { people, silentLog } from '../context.js';

const policyDecision = approval(1, ['U0ANA', 'S0PLATFORM', 'S0UNREADABLE']);
const around = { users: people({ S0PLATFORM: ['U0BEN'] }), log: silentLog };

describe('resolveEligibility', () => {
  test('accepts named approvers and current members of an approver group', async () => {
    expect(await resolveEligibility(around, ana, policyDecision)).toEqual({
      kind: 'approver',
      requirementIndexes: [0],
    });
    expect(await resolveEligibility(around, ben, policyDecision)).toEqual({
      kind: 'approver',
      requirementIndexes: [0],
    });
  });

  test('returns unknown for other users if a group cannot be read', async () => {
    expect(await resolveEligibility(around, rita, policyDecision)).toEqual({
      kind: 'membership-unknown',
      groups: ['S0UNREADABLE'],
    });
  });

  test('rejects users of another team', async () => {
    expect(await resolveEligibility(around, person('U0ANA', 'T0OTHER'), policyDecision)).toEqual({
      kind: 'another-team',
    });
  });

  test('rejects guests who are members of the group', async () => {
    const users = people({ S0PLATFORM: ['U0GUEST'], S0UNREADABLE: [] });

    expect(await resolveEligibility({ ...around, users }, person('U0GUEST'), policyDecision)).toEqual({
      kind: 'guest',
    });
  });

  test('returns unknown if Slack does not return who the person is', async () => {
    const users = { ...around.users, identify: () => Promise.reject(new NotFound('user_not_found')) };

    expect(await resolveEligibility({ ...around, users }, ana, policyDecision)).toEqual({ kind: 'standing-unknown' });
  });

  test('throws if reading a group fails unexpectedly', async () => {
    const broken = {
      ...around,
      users: { ...around.users, listGroupMembers: () => Promise.reject(new TypeError('defect')) },
    };

    await expect(resolveEligibility(broken, rita, policyDecision)).rejects.toThrow('defect');
  });
});
