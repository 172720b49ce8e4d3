import { describe, expect, test } from '@jest/globals';
import { createUserDirectory } from '../../../src/listeners/index.js';
import { AccessDenied, NotFound, Throttled } from '../../../src/workflows/ports/errors.js';
import { slackRejects, ListenerHarness, type SlackApiResponses } from '../slack-setup.js';

function opened(responses: SlackApiResponses = {}) {
  const harness = new ListenerHarness({ responses });
  return { desk: harness, people: createUserDirectory({ client: harness.app.client }) };
}

describe('people', () => {
  test('the home team is asked for once', async () => {
    const { desk: harness, people: users } = opened();

    expect([await users.homeTeamId(), await users.homeTeamId()]).toEqual(['T0HOME', 'T0HOME']);
    expect(harness.callsOf('auth.test')).toHaveLength(1);
  });

  test('a home team that could not be told is asked for again', async () => {
    const { desk: harness, people: users } = opened({ 'auth.test': { status: 503 } });

    await expect(users.homeTeamId()).rejects.toThrow(Throttled);
    await expect(users.homeTeamId()).rejects.toThrow(Throttled);
    expect(harness.callsOf('auth.test')).toHaveLength(2);
  });

  test('the members of a group are read anew every time', async () => {
    const { desk: harness, people: users } = opened();

    expect([await users.listGroupMembers('S0PLATFORM'), await users.listGroupMembers('S0PLATFORM')]).toEqual([
      ['U0ANA'],
      ['U0ANA'],
    ]);
    expect(harness.callsOf('usergroups.users.list')).toMatchObject([
      { usergroup: 'S0PLATFORM' },
      { usergroup: 'S0PLATFORM' },
    ]);
  });

  test.each([
    ['no_such_subteam', NotFound],
    ['missing_scope', AccessDenied],
    ['plan_upgrade_required', AccessDenied],
  ])('a group that cannot be read (%s) is a failure, never an empty group', async (error, failure) => {
    const { people: users } = opened({ 'usergroups.users.list': slackRejects(error) });

    await expect(users.listGroupMembers('S0PLATFORM')).rejects.toThrow(failure);
  });

  test('an answer without members is a failure, too', async () => {
    const { people: users } = opened({ 'usergroups.users.list': { body: { ok: true } } });

    await expect(users.listGroupMembers('S0PLATFORM')).rejects.toThrow('did not return the members of the user group');
  });
});
