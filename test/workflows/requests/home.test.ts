import { describe, expect, test } from '@jest/globals';
import { getHome } from '../../../src/workflows/requests/home.js';
import { ana, approval, ben, person, request, rita, t } from '../builders.js';
import { WorkflowHarness } from '../setup.js';
import { people } from '../context.js';

async function homeOf(who = ana, groups: Readonly<Record<string, readonly string[]>> = {}) {
  const setup = new WorkflowHarness();
  await setup.store.create(request({ id: 'AR-000001', approvalExpiresAt: t(200) }));
  await setup.store.create(
    request({ id: 'AR-000002', policyDecision: approval(1, ['S0PLATFORM']), approvalExpiresAt: t(100) }),
  );
  await setup.store.create(
    request({
      id: 'AR-000003',
      approvals: [{ by: ana, at: t(1), requirementIndexes: [0] }],
      policyDecision: approval(2),
    }),
  );
  await setup.store.create(request({ id: 'AR-000004', status: 'done' }));
  await setup.store.create(request({ id: 'AR-000005', requester: ana }));
  const home = await getHome(setup.process(), who, people(groups));
  if (home.kind === 'refused') return home;
  return {
    waiting: home.awaitingDecision.map(({ id }) => id),
    unread: home.unreadableGroups,
    mine: home.ownRequests.map(({ id }) => id),
  };
}

describe('the Home tab of a user', () => {
  test('lists what they can decide, first to expire first, without own or decided ones', async () => {
    expect(await homeOf(ana, { S0PLATFORM: ['U0ANA'] })).toEqual({
      waiting: ['AR-000002', 'AR-000001'],
      unread: [],
      mine: ['AR-000005'],
    });
    expect(await homeOf(ben, { S0PLATFORM: [] })).toMatchObject({
      waiting: expect.arrayContaining(['AR-000001', 'AR-000003', 'AR-000005']),
    });
  });

  test('names a group that could not be read, and lists none of its requests', async () => {
    expect(await homeOf(ana)).toMatchObject({ waiting: ['AR-000001'], unread: ['S0PLATFORM'] });
  });

  test('of a requester lists no decisions', async () => {
    expect(await homeOf(rita, { S0PLATFORM: [] })).toMatchObject({ waiting: [], unread: [] });
  });

  test.each([
    ['users of other workspaces', person('U0ANA', 'T0OTHER'), 'another-team'],
    ['guests', person('U0GUEST'), 'guest'],
  ])('is closed to %s', async (_who, user, code) => {
    expect(await homeOf(user)).toEqual({ kind: 'refused', code });
  });
});
