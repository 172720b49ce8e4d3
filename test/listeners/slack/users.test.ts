import { describe, expect, test } from '@jest/globals';
import { createUserDirectory } from '../../../src/listeners/index.js';
import { AccessDenied, NotFound } from '../../../src/workflows/ports/errors.js';
import { TestClock } from '../../workflows/context.js';
import { slackRejects, ListenerHarness, type SlackApiResponses } from '../slack-setup.js';

function opened(responses: SlackApiResponses = {}) {
  const harness = new ListenerHarness({ responses });
  const clock = new TestClock();
  return { harness, clock, people: createUserDirectory({ client: harness.app.client, clock }) };
}

describe('the user directory', () => {
  test('reads the members of a group again after five seconds', async () => {
    const { harness, people: users, clock } = opened();

    for (const seconds of [0, 4, 2]) {
      clock.advance(seconds);
      expect(await users.listGroupMembers('S0PLATFORM')).toEqual(['U0ANA']);
    }
    expect(harness.callsOf('usergroups.users.list')).toEqual([
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

describe('with the token of an organization', () => {
  const install: SlackApiResponses = {
    'auth.test': { body: { ok: true, team_id: 'E0ACME', enterprise_id: 'E0ACME', is_enterprise_install: true } },
    'auth.teams.list': { body: { ok: true, teams: [{ id: 'T0EAST' }, { id: 'T0WEST' }] } },
  };

  test('a group is looked for in each workspace, and then read where it was found', async () => {
    const {
      harness,
      people: users,
      clock,
    } = opened({
      ...install,
      'usergroups.users.list': ({ team_id }) =>
        team_id === 'T0WEST' ? { body: { ok: true, users: ['U0ANA'] } } : slackRejects('no_such_subteam'),
    });

    expect(await users.listGroupMembers('S0PLATFORM')).toEqual(['U0ANA']);
    clock.advance(6);
    expect(await users.listGroupMembers('S0PLATFORM')).toEqual(['U0ANA']);

    const teams = harness.callsOf('usergroups.users.list').map(({ team_id }) => team_id);
    expect(teams).toEqual(['T0EAST', 'T0WEST', 'T0WEST']);
    expect(harness.callsOf('auth.teams.list')).toHaveLength(1);
  });

  test('a group that no workspace has is not found', async () => {
    const { people: users } = opened({ ...install, 'usergroups.users.list': slackRejects('no_such_subteam') });

    await expect(users.listGroupMembers('S0PLATFORM')).rejects.toThrow(NotFound);
  });
});
