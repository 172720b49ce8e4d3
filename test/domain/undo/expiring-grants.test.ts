import { describe, expect, test } from '@jest/globals';
import type { Request, StepProgress } from '../../../src/domain/request/types.js';
import { expiringGrants } from '../../../src/domain/undo/expiring-grants.js';
import { IMAGE, plan, request, step, t } from '../../workflows/builders.js';

const HOUR = 3_600_000;
const GRANTEE = '111122223333';

function share(id: string, overrides: Partial<Request> = {}, at = 1): Request {
  const done: StepProgress = { state: 'done', attempts: 0, startedAt: t(at) };
  return request({ id, status: 'done', steps: { share: done }, ...overrides });
}

function limited(id: string, revokeAt: string, overrides: Partial<Request> = {}): Request {
  return share(id, { plan: plan({ expiresAfterMs: HOUR }), expiration: { revokeAt, isSettled: false }, ...overrides });
}

const forGood = share('AR-000009');
const over = { revokeAt: t(50), isSettled: true };
const unshared = share(
  'AR-000008',
  {
    plan: plan({
      steps: [
        step('share', {
          call: {
            name: 'ModifyImageAttribute',
            account: IMAGE.account,
            region: IMAGE.region,
            input: { ImageId: IMAGE.imageId, LaunchPermission: { Remove: [{ UserId: GRANTEE }] } },
          },
        }),
      ],
    }),
  },
  5,
);

describe('what is given for a time', () => {
  test.each<[string, readonly Request[], string | undefined]>([
    ['ends when the only one who gave it says', [limited('AR-000001', t(900))], t(900)],
    ['ends with the last of several', [limited('AR-000001', t(900)), limited('AR-000002', t(950))], t(950)],
    ['does not end where somebody gave it for good', [limited('AR-000001', t(900)), forGood], undefined],
    ['does not end where it is given for good alone', [forGood], undefined],
    [
      'counts from now while it is on its way',
      [share('AR-000001', { status: 'running', plan: plan({ expiresAfterMs: HOUR }) })],
      t(100 + 3_600),
    ],
    ['was taken away by another request', [limited('AR-000001', t(900)), unshared], undefined],
    [
      'was undone',
      [
        limited('AR-000001', t(900), { undoneBy: { requestId: 'AR-000007', done: true }, expiration: over }),
        undoOf('AR-000001'),
      ],
      undefined,
    ],
    ['is over, and was not there any more at the end', [limited('AR-000001', t(50), { expiration: over })], undefined],
    [
      'is over, and is being taken back',
      [limited('AR-000001', t(50), { expiration: over, undoneBy: { requestId: 'AR-000007', done: false } })],
      t(50),
    ],
    ['was never carried out', [limited('AR-000001', t(900), { steps: {} })], undefined],
  ])('%s', (_, requests, expiresAt) => {
    const expected = expiresAt === undefined ? [] : [{ resourceId: IMAGE.imageId, grantee: GRANTEE, expiresAt }];

    expect(expiringGrants(requests, t(100))).toEqual(expected);
  });
});

function undoOf(id: string): Request {
  return { ...unshared, id: 'AR-000007', undoOf: { requestId: id } };
}
