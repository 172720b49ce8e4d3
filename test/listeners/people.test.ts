import { describe, expect, test } from '@jest/globals';
import { createPeople } from '../../src/listeners/index.js';
import { Denied, Gone, Throttled } from '../../src/workflows/errors.js';
import { refuses, SlackDesk, type Answers } from './slack-desk.js';

function opened(answers: Answers = {}) {
  const desk = new SlackDesk({ answers });
  return { desk, people: createPeople({ client: desk.app.client }) };
}

describe('people', () => {
  test('the home team is asked for once', async () => {
    const { desk, people } = opened();

    expect([await people.homeTeam(), await people.homeTeam()]).toEqual(['T0HOME', 'T0HOME']);
    expect(desk.callsOf('auth.test')).toHaveLength(1);
  });

  test('a home team that could not be told is asked for again', async () => {
    const { desk, people } = opened({ 'auth.test': { status: 503 } });

    await expect(people.homeTeam()).rejects.toThrow(Throttled);
    await expect(people.homeTeam()).rejects.toThrow(Throttled);
    expect(desk.callsOf('auth.test')).toHaveLength(2);
  });

  test('the members of a group are read anew every time', async () => {
    const { desk, people } = opened();

    expect([await people.membersOf('S0PLATFORM'), await people.membersOf('S0PLATFORM')]).toEqual([
      ['U0ANA'],
      ['U0ANA'],
    ]);
    expect(desk.callsOf('usergroups.users.list')).toMatchObject([
      { usergroup: 'S0PLATFORM' },
      { usergroup: 'S0PLATFORM' },
    ]);
  });

  test.each([
    ['no_such_subteam', Gone],
    ['missing_scope', Denied],
    ['plan_upgrade_required', Denied],
  ])('a group that cannot be read (%s) is a failure, never an empty group', async (error, failure) => {
    const { people } = opened({ 'usergroups.users.list': refuses(error) });

    await expect(people.membersOf('S0PLATFORM')).rejects.toThrow(failure);
  });

  test('an answer without members is a failure, too', async () => {
    const { people } = opened({ 'usergroups.users.list': { body: { ok: true } } });

    await expect(people.membersOf('S0PLATFORM')).rejects.toThrow('does not say who is in the user group');
  });
});
