import { describe, expect, test } from '@jest/globals';
import { lookHome } from '../../src/workflows/look-home.js';
import { ana, approval, ben, person, request, rita, t } from './builders.js';
import { Ground } from './ground.js';
import { people } from './world.js';

async function homeOf(who = ana, groups: Readonly<Record<string, readonly string[]>> = {}) {
  const ground = new Ground();
  await ground.store.create(request({ id: 'AR-000001', expiresAt: t(200) }));
  await ground.store.create(request({ id: 'AR-000002', ruling: approval(1, ['S0PLATFORM']), expiresAt: t(100) }));
  await ground.store.create(
    request({ id: 'AR-000003', approvals: [{ by: ana, at: t(1), counts: [0] }], ruling: approval(2) }),
  );
  await ground.store.create(request({ id: 'AR-000004', status: 'done' }));
  await ground.store.create(request({ id: 'AR-000005', requester: ana }));
  const home = await lookHome(ground.process(), who, people(groups));
  if (home.kind === 'stranger') return home;
  return { waiting: home.waiting.map(({ id }) => id), unread: home.unread, mine: home.mine.map(({ id }) => id) };
}

describe('the Home of a person', () => {
  test('has what they can decide, by name or by group, the first to expire first; not what they asked or decided', async () => {
    expect(await homeOf(ana, { S0PLATFORM: ['U0ANA'] })).toEqual({
      waiting: ['AR-000002', 'AR-000001'],
      unread: [],
      mine: ['AR-000005'],
    });
    expect(await homeOf(ben, { S0PLATFORM: [] })).toMatchObject({
      waiting: expect.arrayContaining(['AR-000001', 'AR-000003', 'AR-000005']),
    });
  });

  test('says which group could not be read, and counts nobody in it', async () => {
    expect(await homeOf(ana)).toMatchObject({ waiting: ['AR-000001'], unread: ['S0PLATFORM'] });
  });

  test('of a requester has their requests alone', async () => {
    expect(await homeOf(rita, { S0PLATFORM: [] })).toMatchObject({ waiting: [], unread: [] });
  });

  test('is closed to people of other workspaces', async () => {
    expect(await homeOf(person('U0ANA', 'T0OTHER'))).toEqual({ kind: 'stranger' });
  });
});
