import { describe, expect, test } from '@jest/globals';
import { admit, type Access } from '../../../src/workflows/observation/admission.js';
import { Throttled } from '../../../src/workflows/ports/errors.js';
import type { GuestAccess } from '../../../src/domain/policy/types.js';
import { person, rita } from '../builders.js';
import { people, silentLog } from '../context.js';

function admission(guests: GuestAccess, who = person('U0GUEST'), access: Access = 'read', users = people()) {
  return admit({ users, policy: { guests }, log: silentLog }, who, access);
}

describe('admit', () => {
  test.each<[GuestAccess, Access, string]>([
    ['refuse', 'read', 'refused'],
    ['refuse', 'request', 'refused'],
    ['read', 'read', 'admitted'],
    ['read', 'request', 'refused'],
    ['request', 'read', 'admitted'],
    ['request', 'request', 'admitted'],
  ])('with guests: %s, a guest who wants to %s is %s', async (guests, access, kind) => {
    expect(await admission(guests, person('U0GUEST'), access)).toMatchObject({ kind });
  });

  test('admits members and refuses outsiders whatever guests may do', async () => {
    expect(await admission('refuse', rita, 'request')).toEqual({ kind: 'admitted', person: rita });
    expect(await admission('request', person('U0ANA', 'T0OTHER'))).toEqual({ kind: 'refused', code: 'another-team' });
  });

  test('refuses everyone while Slack does not answer', async () => {
    const silent = { ...people(), identify: () => Promise.reject(new Throttled('Slack did not answer')) };

    expect(await admission('request', rita, 'read', silent)).toEqual({ kind: 'refused', code: 'standing-unknown' });
  });

  test('records a colleague from another workspace of the organization by the home workspace', async () => {
    const users = { ...people(), identify: () => Promise.resolve({ standing: 'member', person: rita } as const) };

    expect(await admission('refuse', person('U0RITA', 'T0EAST'), 'request', users)).toEqual({
      kind: 'admitted',
      person: rita,
    });
  });

  test('throws what is no failure of a port', async () => {
    const broken = { ...people(), identify: () => Promise.reject(new TypeError('defect')) };

    await expect(admission('refuse', rita, 'read', broken)).rejects.toThrow('defect');
  });
});
