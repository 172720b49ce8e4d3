import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { detectDrift } from '../../../src/domain/drift/detect-drift.js';
import type { Adoption, DriftKind } from '../../../src/domain/drift/types.js';
import type { Grantee } from '../../../src/domain/model/facts.js';
import { toLaunchPermission, granteeKey } from '../../../src/domain/model/grantee.js';
import type { Call } from '../../../src/domain/plan/types.js';
import type { Request, StepProgress } from '../../../src/domain/request/types.js';
import { ana, ben, IMAGE, person, plan, request, step, t } from '../../workflows/builders.js';

const PROD: Grantee = { kind: 'account', id: '111122223333' };
const DEV: Grantee = { kind: 'account', id: '444455556666' };
const PUBLIC: Grantee = { kind: 'public' };
const OU: Grantee = { kind: 'ou', arn: 'arn:aws:organizations::999988887777:ou/o-a1b2c3d4e5/ou-ab12-workload1' };
const OWNER: Grantee = { kind: 'account', id: IMAGE.account };

/** A request that was carried out at a second: one call, with the state of its step. */
function did(
  id: string,
  second: number,
  call: Call,
  overrides: Partial<Request> = {},
  state?: Partial<StepProgress>,
): Request {
  const progress: StepProgress = { state: 'done', attempts: 0, startedAt: t(second), ...state };
  return request({
    id,
    status: 'done',
    plan: plan({ steps: [step('it', { call })] }),
    steps: { it: progress },
    ...overrides,
  });
}

function change(verb: 'Add' | 'Remove', ...grantees: readonly Grantee[]): Call {
  const { account, region, imageId: ImageId } = IMAGE;
  const LaunchPermission = { [verb]: grantees.map(toLaunchPermission) };
  return { name: 'ModifyImageAttribute', account, region, input: { ImageId, LaunchPermission } };
}

const DISABLE: Call = {
  name: 'DisableImage',
  account: IMAGE.account,
  region: IMAGE.region,
  input: { ImageId: IMAGE.imageId },
};

function adopted(kind: DriftKind, second: number, overrides: Partial<Adoption> = {}): Adoption {
  return { ...IMAGE, grantee: PROD, kind, by: ana, at: t(second), requiredAdopters: 1, ...overrides };
}

function found(
  grantees: readonly Grantee[],
  requests: readonly Request[] = [],
  adoptions: readonly Adoption[] = [],
  isComplete = true,
): readonly string[] {
  const drifts = detectDrift({ ...IMAGE, name: 'golden', grantees, isComplete }, requests, adoptions);
  return drifts.map(({ kind, grantee, requests: by }) => [kind, granteeKey(grantee), ...by].join(' '));
}

const shared = did('AR-SHARE1', 10, change('Add', PROD));
const unshared = did('AR-TAKEN1', 20, change('Remove', PROD));
const OVER = { revokeAt: t(60), isSettled: true };
const unexplained = 'unexplained 111122223333';

describe('what is shared and what the requests say', () => {
  test.each<[string, readonly Grantee[], readonly Request[], readonly string[]]>([
    ['nothing and nothing agree', [], [], []],
    ['a share that nobody asked for is unexplained', [PROD], [], [unexplained]],
    ['a share that a request gave is explained', [PROD], [shared], []],
    ['only those whom the request named are', [PROD, DEV], [shared], ['unexplained 444455556666']],
    [
      'that everybody may launch it is explained by publish alone',
      [PUBLIC],
      [shared],
      ['unexplained public', 'gone 111122223333 AR-SHARE1'],
    ],
    ['an OU is explained by its ARN', [OU], [did('AR-OU', 1, change('Add', OU))], []],
    ['the owner needs no request', [OWNER], [], []],
    ['a share that was asked for and does not exist is gone', [], [shared], ['gone 111122223333 AR-SHARE1']],
    [
      'what all who asked for it gave names them all',
      [],
      [shared, did('AR-SHARE2', 15, change('Add', PROD))],
      ['gone 111122223333 AR-SHARE1 AR-SHARE2'],
    ],
    ['a share that was taken away by request is not gone', [], [shared, unshared], []],
    [
      'one that is there although a request took it away is unexplained',
      [PROD],
      [shared, unshared],
      [`${unexplained} AR-TAKEN1`],
    ],
    [
      'the order of the calls counts, not that of the list',
      [PROD],
      [did('AR-AGAIN', 30, change('Add', PROD)), unshared, shared],
      [],
    ],
    [
      'a request about another AMI explains nothing',
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
      'what was never begun explains nothing',
      [PROD],
      [did('AR-DENIED', 1, change('Add', PROD), { status: 'denied', steps: {} })],
      [unexplained],
    ],
    ['disabling takes all shares away: none is gone', [], [shared, did('AR-OFF', 30, DISABLE)], []],
    [
      'what is shared again after that is unexplained',
      [PROD],
      [shared, did('AR-OFF', 30, DISABLE)],
      [`${unexplained} AR-OFF`],
    ],
    [
      'what was given for a time that is over, with nothing to take back, is not gone',
      [],
      [did('AR-FOR', 10, change('Add', PROD), { expiration: OVER })],
      [],
    ],
    [
      'what is shared again after its time is unexplained',
      [PROD],
      [did('AR-FOR', 10, change('Add', PROD), { expiration: OVER })],
      [unexplained],
    ],
    [
      'what a request is about to take back at the end of its time is explained',
      [PROD],
      [did('AR-FOR', 10, change('Add', PROD), { expiration: OVER, undoneBy: { requestId: 'AR-END', done: false } })],
      [],
    ],
    [
      'what is given for a time that is not over is explained',
      [PROD],
      [did('AR-FOR', 10, change('Add', PROD), { expiration: { ...OVER, isSettled: false } })],
      [],
    ],
    [
      'a disabling that was undone counts for nothing',
      [PROD],
      [shared, did('AR-OFF', 30, DISABLE, { undoneBy: { requestId: 'AR-ON', done: true } })],
      [],
    ],
  ])('%s', (_, given, requests, expected) => {
    expect(found(given, requests)).toEqual(expected);
  });

  test.each<[string, Partial<StepProgress>]>([
    ['under way', { state: 'started' }],
    ['waited for', { state: 'waiting' }],
    ['of unknown outcome', { state: 'failed', failure: { code: 'unknown-outcome', message: 'no answer' } }],
  ])('a change that is %s explains both', (_, state) => {
    const giving = did('AR-SHARE1', 10, change('Add', PROD), { status: 'running' }, state);
    const taking = did('AR-TAKEN1', 20, change('Remove', PROD), { status: 'running' }, state);

    expect([found([PROD], [giving]), found([], [giving])]).toEqual([[], []]);
    expect([found([PROD], [shared, taking]), found([], [shared, taking])]).toEqual([[], []]);
  });

  test('an undo puts back what was before', () => {
    const link = { undoneBy: { requestId: 'AR-UNDO', done: true } };
    const undo = did('AR-UNDO', 30, change('Remove', PROD), { undoOf: { requestId: 'AR-SHARE2' } });
    const second = did('AR-SHARE2', 20, change('Add', PROD), link);

    expect(found([PROD], [shared, second, undo])).toEqual([]);
    expect(found([], [second, undo])).toEqual([]);
  });

  test('what was not read whole is not gone', () => {
    expect(found([DEV], [shared], [], false)).toEqual(['unexplained 444455556666']);
  });
});

describe('what was adopted', () => {
  test.each<[string, readonly Grantee[], readonly Request[], readonly Adoption[], readonly string[]]>([
    ['is explained from then on', [PROD], [], [adopted('unexplained', 10)], []],
    ['and missed when it is gone', [], [], [adopted('unexplained', 10)], ['gone 111122223333']],
    ['explains what is gone, too', [], [shared], [adopted('gone', 20)], []],
    [
      'does not outlive a request that says otherwise',
      [PROD],
      [unshared],
      [adopted('unexplained', 10)],
      [`${unexplained} AR-TAKEN1`],
    ],
    ['holds after a request that said otherwise before', [PROD], [shared, unshared], [adopted('unexplained', 30)], []],
    ['is about one grantee alone', [PROD, DEV], [], [adopted('unexplained', 10)], ['unexplained 444455556666']],
    [
      'by too few people does not count',
      [PROD],
      [],
      [adopted('unexplained', 10, { requiredAdopters: 2 })],
      [unexplained],
    ],
    [
      'by one person twice is by one',
      [PROD],
      [],
      [adopted('unexplained', 10, { requiredAdopters: 2 }), adopted('unexplained', 11, { requiredAdopters: 2 })],
      [unexplained],
    ],
    [
      'by as many as the rules want counts',
      [PROD],
      [],
      [
        adopted('unexplained', 10, { requiredAdopters: 2 }),
        adopted('unexplained', 11, { requiredAdopters: 2, by: ben }),
      ],
      [],
    ],
    [
      'in part is void once a request has spoken',
      [PROD],
      [unshared],
      [
        adopted('unexplained', 10, { requiredAdopters: 2 }),
        adopted('unexplained', 30, { requiredAdopters: 2, by: ben }),
      ],
      [`${unexplained} AR-TAKEN1`],
    ],
  ])('%s', (_, given, requests, adoptions, expected) => {
    expect(found(given, requests, adoptions)).toEqual(expected);
  });
});

describe('whatever was given and adopted', () => {
  const grantees = fc.uniqueArray(fc.constantFrom(PROD, DEV, PUBLIC, OU), { selector: granteeKey });
  const requests = fc.array(
    fc.tuple(fc.constantFrom('Add', 'Remove'), fc.constantFrom(PROD, DEV, PUBLIC, OU), fc.integer({ min: 1, max: 50 })),
    { maxLength: 8 },
  );

  test('adopting all drifts leaves none, and what is as it was said is none', () => {
    fc.assert(
      fc.property(grantees, requests, (given, changes) => {
        const told = changes.map(([verb, grantee, second], index) => did(`AR-${index}`, second, change(verb, grantee)));
        const sharing = { ...IMAGE, name: 'golden', grantees: given, isComplete: true };
        const drifts = detectDrift(sharing, told, []);
        const adoptions = drifts.map(({ kind, grantee }) => adopted(kind, 60, { grantee, by: person('U0SOMEONE') }));

        expect(detectDrift(sharing, told, adoptions)).toEqual([]);
        // Each grantee is spoken of at most once.
        expect(new Set(drifts.map(({ grantee }) => granteeKey(grantee))).size).toBe(drifts.length);
      }),
    );
  });
});
