import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { detectDrift } from '../../../src/domain/drift/detect-drift.js';
import type { Grantee } from '../../../src/domain/model/facts.js';
import { granteeKey } from '../../../src/domain/model/grantee.js';
import type { Call } from '../../../src/domain/plan/types.js';
import type { Request, StepProgress } from '../../../src/domain/request/types.js';
import { IMAGE, person } from '../../workflows/builders.js';
import {
  adopted,
  change,
  DEV,
  did,
  DISABLE,
  found,
  OU,
  OVER,
  OWNER,
  PROD,
  PUBLIC,
  shared,
  unexplained,
  unshared,
} from './drift-setup.js';

describe('detectDrift: shares and requests', () => {
  test.each<[string, readonly Grantee[], readonly Request[], readonly string[]]>([
    ['finds no drift without shares and requests', [], [], []],
    ['reports a share without a request as unexplained', [PROD], [], [unexplained]],
    ['explains a share with the request that made it', [PROD], [shared], []],
    ['explains only the grantees that the request named', [PROD, DEV], [shared], ['unexplained 444455556666']],
    [
      'does not explain public access with a share request',
      [PUBLIC],
      [shared],
      ['unexplained public', 'gone 111122223333 AR-SHARE1'],
    ],
    ['explains an OU by its ARN', [OU], [did('AR-OU', 1, change('Add', OU))], []],
    ['needs no request for the owner', [OWNER], [], []],
    ['reports a requested share that does not exist as gone', [], [shared], ['gone 111122223333 AR-SHARE1']],
    [
      'names every request for a missing share',
      [],
      [shared, did('AR-SHARE2', 15, change('Add', PROD))],
      ['gone 111122223333 AR-SHARE1 AR-SHARE2'],
    ],
    ['does not report a share that a request removed', [], [shared, unshared], []],
    [
      'reports a share that exists after its removal as unexplained',
      [PROD],
      [shared, unshared],
      [`${unexplained} AR-TAKEN1`],
    ],
    [
      'orders requests by the time of their calls',
      [PROD],
      [did('AR-AGAIN', 30, change('Add', PROD)), unshared, shared],
      [],
    ],
    [
      'ignores a request about another AMI',
      [PROD],
      [
        did('AR-OTHER', 1, {
          ...change('Add', PROD),
          input: { ImageId: 'ami-0000000f', LaunchPermission: { Add: [{ UserId: '111122223333' }] } },
        } as Call),
      ],
      [unexplained],
    ],
    [
      'ignores a request that was never started',
      [PROD],
      [did('AR-DENIED', 1, change('Add', PROD), { status: 'denied', steps: {} })],
      [unexplained],
    ],
    ['does not report the shares that disabling removed', [], [shared, did('AR-OFF', 30, DISABLE)], []],
    [
      'reports a share after disabling as unexplained',
      [PROD],
      [shared, did('AR-OFF', 30, DISABLE)],
      [`${unexplained} AR-OFF`],
    ],
    [
      'does not report an expired share that no longer exists',
      [],
      [did('AR-FOR', 10, change('Add', PROD), { expiration: OVER })],
      [],
    ],
    [
      'reports a share after its expiry as unexplained',
      [PROD],
      [did('AR-FOR', 10, change('Add', PROD), { expiration: OVER })],
      [unexplained],
    ],
    [
      'explains an expired share while a request is revoking it',
      [PROD],
      [did('AR-FOR', 10, change('Add', PROD), { expiration: OVER, undoneBy: { requestId: 'AR-END', done: false } })],
      [],
    ],
    [
      'explains a time-limited share before its expiry',
      [PROD],
      [did('AR-FOR', 10, change('Add', PROD), { expiration: { ...OVER, isSettled: false } })],
      [],
    ],
    [
      'ignores a disable request that was undone',
      [PROD],
      [shared, did('AR-OFF', 30, DISABLE, { undoneBy: { requestId: 'AR-ON', done: true } })],
      [],
    ],
  ])('%s', (_, given, requests, expected) => {
    expect(found(given, requests)).toEqual(expected);
  });

  test.each<[string, Partial<StepProgress>]>([
    ['started', { state: 'started' }],
    ['waiting', { state: 'waiting' }],
    ['of unknown outcome', { state: 'failed', failure: { code: 'unknown-outcome', message: 'no answer' } }],
  ])('explains both states while a change is %s', (_, state) => {
    const giving = did('AR-SHARE1', 10, change('Add', PROD), { status: 'running' }, state);
    const taking = did('AR-TAKEN1', 20, change('Remove', PROD), { status: 'running' }, state);

    expect([found([PROD], [giving]), found([], [giving])]).toEqual([[], []]);
    expect([found([PROD], [shared, taking]), found([], [shared, taking])]).toEqual([[], []]);
  });

  test('restores the earlier explanation after an undo', () => {
    const link = { undoneBy: { requestId: 'AR-UNDO', done: true } };
    const undo = did('AR-UNDO', 30, change('Remove', PROD), { undoOf: { requestId: 'AR-SHARE2' } });
    const second = did('AR-SHARE2', 20, change('Add', PROD), link);

    expect(found([PROD], [shared, second, undo])).toEqual([]);
    expect(found([], [second, undo])).toEqual([]);
  });

  test('does not report missing shares when the grantees were read in part', () => {
    expect(found([DEV], [shared], [], false)).toEqual(['unexplained 444455556666']);
  });
});

describe('detectDrift: properties', () => {
  const grantees = fc.uniqueArray(fc.constantFrom(PROD, DEV, PUBLIC, OU), { selector: granteeKey });
  const requests = fc.array(
    fc.tuple(fc.constantFrom('Add', 'Remove'), fc.constantFrom(PROD, DEV, PUBLIC, OU), fc.integer({ min: 1, max: 50 })),
    { maxLength: 8 },
  );

  test('finds no drift once every drift is adopted', () => {
    fc.assert(
      fc.property(grantees, requests, (given, changes) => {
        const requests = changes.map(([verb, grantee, second], index) =>
          did(`AR-${index}`, second, change(verb, grantee)),
        );
        const sharing = { ...IMAGE, name: 'golden', grantees: given, isComplete: true };
        const drifts = detectDrift(sharing, requests, []);
        const adoptions = drifts.map(({ kind, grantee }) => adopted(kind, 60, { grantee, by: person('U0SOMEONE') }));

        expect(detectDrift(sharing, requests, adoptions)).toEqual([]);
        // Each grantee is spoken of at most once.
        expect(new Set(drifts.map(({ grantee }) => granteeKey(grantee))).size).toBe(drifts.length);
      }),
    );
  });
});
