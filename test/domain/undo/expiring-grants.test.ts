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

describe('a time-limited grant', () => {
  test.each<[string, readonly Request[], string | undefined]>([
    ['expires at the time of its only request', [limited('AR-000001', t(900))], t(900)],
    ['expires with the last of several requests', [limited('AR-000001', t(900)), limited('AR-000002', t(950))], t(950)],
    ['does not expire when another request made it permanent', [limited('AR-000001', t(900)), forGood], undefined],
    ['does not expire when its only request is permanent', [forGood], undefined],
    [
      'expires relative to now while its request runs',
      [share('AR-000001', { status: 'running', plan: plan({ expiresAfterMs: HOUR }) })],
      t(100 + 3_600),
    ],
    ['is omitted when another request removed it', [limited('AR-000001', t(900)), unshared], undefined],
    [
      'is omitted when its request was undone',
      [
        limited('AR-000001', t(900), { undoneBy: { requestId: 'AR-000007', done: true }, expiration: over }),
        undoOf('AR-000001'),
      ],
      undefined,
    ],
    [
      'is omitted when it expired and needed no revocation',
      [limited('AR-000001', t(50), { expiration: over })],
      undefined,
    ],
    [
      'is kept while an expired grant is being revoked',
      [limited('AR-000001', t(50), { expiration: over, undoneBy: { requestId: 'AR-000007', done: false } })],
      t(50),
    ],
    ['is omitted when its request never ran', [limited('AR-000001', t(900), { steps: {} })], undefined],
  ])('%s', (_, requests, expiresAt) => {
    const expected = expiresAt === undefined ? [] : [{ resourceId: IMAGE.imageId, grantee: GRANTEE, expiresAt }];

    expect(expiringGrants(requests, t(100))).toEqual(expected);
  });
});

function undoOf(id: string): Request {
  return { ...unshared, id: 'AR-000007', undoOf: { requestId: id } };
}
