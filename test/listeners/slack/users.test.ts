import { describe, expect, test } from '@jest/globals';
import { createUserDirectory } from '../../../src/listeners/index.js';
import { AccessDenied, NotFound, Throttled } from '../../../src/workflows/ports/errors.js';
import { slackRejects, ListenerHarness, type SlackApiResponses } from '../slack-setup.js';

function opened(responses: SlackApiResponses = {}) {
  const harness = new ListenerHarness({ responses });
  return { desk: harness, people: createUserDirectory({ client: harness.app.client }) };
}

describe('the user directory', () => {
  test('reads the home team once', async () => {
    const { desk: harness, people: users } = opened();

    expect([await users.homeTeamId(), await users.homeTeamId()]).toEqual(['T0HOME', 'T0HOME']);
    expect(harness.callsOf('auth.test')).toHaveLength(1);
  });

  test('reads the home team again after a failure', async () => {
    const { desk: harness, people: users } = opened({ 'auth.test': { status: 503 } });

    await expect(users.homeTeamId()).rejects.toThrow(Throttled);
    await expect(users.homeTeamId()).rejects.toThrow(Throttled);
    expect(harness.callsOf('auth.test')).toHaveLength(2);
  });

  test('reads the members of a group on every call', async () => {
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
  ])('throws for an unreadable group (%s) instead of returning no members', async (error, failure) => {
    const { people: users } = opened({ 'usergroups.users.list': slackRejects(error) });

    await expect(users.listGroupMembers('S0PLATFORM')).rejects.toThrow(failure);
  });

  test('throws for a response without members', async () => {
    const { people: users } = opened({ 'usergroups.users.list': { body: { ok: true } } });

    await expect(users.listGroupMembers('S0PLATFORM')).rejects.toThrow('did not return the members of the user group');
  });
});
