import { describe, expect, test } from '@jest/globals';
import { createUserDirectory } from '../../../src/listeners/index.js';
import { Rejected, Throttled } from '../../../src/workflows/ports/errors.js';
import { person } from '../../workflows/builders.js';
import { TestClock } from '../../workflows/context.js';
import { ListenerHarness, type JsonObject, type SlackApiResponses } from '../slack-setup.js';

const MEMBER = { id: 'U0SAM', team_id: 'T0HOME', is_restricted: false, is_ultra_restricted: false };

/** A directory in front of a Slack that knows one user. */
function directoryOf(user: JsonObject | undefined, responses: SlackApiResponses = {}) {
  const harness = new ListenerHarness({
    responses: { 'users.info': { body: { ok: true, ...(user === undefined ? {} : { user }) } }, ...responses },
  });
  const clock = new TestClock();
  return { harness, clock, users: createUserDirectory({ client: harness.app.client, clock }) };
}

describe('identifying a user', () => {
  test.each<[string, JsonObject, string]>([
    ['a member', {}, 'member'],
    ['a multi-channel guest', { is_restricted: true }, 'guest'],
    ['a single-channel guest', { is_restricted: true, is_ultra_restricted: true }, 'guest'],
    ['a stranger of Slack Connect', { is_stranger: true, team_id: 'T0OTHER' }, 'outsider'],
    ['a user of another team without a stranger flag', { team_id: 'T0OTHER' }, 'outsider'],
    ['a deactivated user', { deleted: true }, 'outsider'],
    ['a bot', { is_bot: true }, 'outsider'],
  ])('%s', async (_who, fields, standing) => {
    const { users } = directoryOf({ ...MEMBER, ...fields });

    expect(await users.identify(person('U0SAM'))).toEqual({ standing, person: person('U0SAM') });
  });

  test.each<[string, JsonObject | undefined]>([
    ['without a user', undefined],
    ['without the guest flags', { id: 'U0SAM', team_id: 'T0HOME' }],
    ['without a team', { id: 'U0SAM', is_restricted: false, is_ultra_restricted: false }],
  ])('fails for a response %s', async (_what, user) => {
    await expect(directoryOf(user).users.identify(person('U0SAM'))).rejects.toThrow(Rejected);
  });

  test('refuses another workspace without asking Slack about the user', async () => {
    const { harness, users } = directoryOf(MEMBER);
    const sender = person('U0SAM', 'T0OTHER');

    expect(await users.identify(sender)).toEqual({ standing: 'outsider', person: sender });
    expect(harness.callsOf('users.info')).toEqual([]);
  });

  test('reads a user once in five minutes, and once for concurrent calls', async () => {
    const { harness, clock, users } = directoryOf(MEMBER);

    await Promise.all([users.identify(person('U0SAM')), users.identify(person('U0SAM'))]);
    clock.advance(299);
    await users.identify(person('U0SAM'));
    expect(harness.callsOf('users.info')).toHaveLength(1);

    clock.advance(2);
    await users.identify(person('U0SAM'));
    expect(harness.callsOf('users.info')).toHaveLength(2);
    expect(harness.callsOf('auth.test')).toHaveLength(1);
  });

  test.each(['users.info', 'auth.test'])('asks again after %s failed', async (method) => {
    let isDown = true;
    const answer = method === 'auth.test' ? { ok: true, team_id: 'T0HOME' } : { ok: true, user: MEMBER };
    const { users } = directoryOf(MEMBER, { [method]: () => (isDown ? { status: 503 } : { body: answer }) });

    await expect(users.identify(person('U0SAM'))).rejects.toThrow(Throttled);
    isDown = false;

    expect(await users.identify(person('U0SAM'))).toMatchObject({ standing: 'member' });
  });
});

describe('in an Enterprise Grid organization', () => {
  const grid = { 'auth.test': { body: { ok: true, team_id: 'T0HOME', enterprise_id: 'E0ACME' } } };
  const colleague = {
    ...MEMBER,
    team_id: 'T0EAST',
    enterprise_user: { enterprise_id: 'E0ACME', teams: ['T0EAST', 'T0NORTH'] },
  };

  test.each(['T0HOME', 'T0EAST', 'T0NORTH', 'E0ACME'])('a colleague is a member through %s', async (teamId) => {
    const { users } = directoryOf(colleague, grid);

    expect(await users.identify(person('U0SAM', teamId))).toEqual({ standing: 'member', person: person('U0SAM') });
  });

  test.each<[string, JsonObject, string]>([
    ['a workspace that the user is not in', colleague, 'T0SOUTH'],
    ['a user of another organization', { ...colleague, enterprise_user: { enterprise_id: 'E0OTHER' } }, 'T0EAST'],
    ['a user without an organization', { ...colleague, enterprise_user: undefined }, 'T0EAST'],
    ['a stranger', { ...colleague, is_stranger: true }, 'T0EAST'],
  ])('%s is refused', async (_what, user, teamId) => {
    const { users } = directoryOf(user, grid);

    expect(await users.identify(person('U0SAM', teamId))).toMatchObject({ standing: 'outsider' });
  });

  test('a guest of the organization is a guest', async () => {
    const { users } = directoryOf({ ...colleague, is_restricted: true }, grid);

    expect(await users.identify(person('U0SAM', 'T0EAST'))).toEqual({ standing: 'guest', person: person('U0SAM') });
  });
});
