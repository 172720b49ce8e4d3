import { describe, expect, test } from '@jest/globals';
import { standingNow } from '../../src/workflows/standing-now.js';
import { ana, approval, ben, person, rita } from './builders.js';
import { people, silentLog } from './world.js';

const ruling = approval(1, ['U0ANA', 'S0PLATFORM', 'S0UNREADABLE']);
const around = { people: people({ S0PLATFORM: ['U0BEN'] }), log: silentLog };

describe('standingNow', () => {
  test('counts whoever is named, and whoever is in a group at this moment', async () => {
    expect(await standingNow(around, ana, ruling)).toEqual({ kind: 'approver', counts: [0] });
    expect(await standingNow(around, ben, ruling)).toEqual({ kind: 'approver', counts: [0] });
  });

  test('does not know about others while a group cannot be read', async () => {
    expect(await standingNow(around, rita, ruling)).toEqual({ kind: 'membership-unknown', groups: ['S0UNREADABLE'] });
  });

  test('counts nobody of another team', async () => {
    expect(await standingNow(around, person('U0ANA', 'T0OTHER'), ruling)).toEqual({ kind: 'another-team' });
  });

  test('throws when a group fails by a defect', async () => {
    const broken = {
      ...around,
      people: { ...around.people, membersOf: () => Promise.reject(new TypeError('defect')) },
    };

    await expect(standingNow(broken, rita, ruling)).rejects.toThrow('defect');
  });
});
