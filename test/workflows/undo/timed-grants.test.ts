import { describe, expect, test } from '@jest/globals';
import type { Request, StepProgress } from '../../../src/workflows/request/types.js';
import { timedGrants } from '../../../src/workflows/undo/timed-grants.js';
import { IMAGE, plan, request, step, t } from '../builders.js';

const HOUR = 3_600_000;
const GRANTEE = '111122223333';

function share(id: string, parts: Partial<Request> = {}, at = 1): Request {
  const done: StepProgress = { state: 'done', attempts: 0, startedAt: t(at) };
  return request({ id, status: 'done', steps: { share: done }, ...parts });
}

function limited(id: string, endsAt: string, parts: Partial<Request> = {}): Request {
  return share(id, { plan: plan({ forMs: HOUR }), limit: { endsAt, isOver: false }, ...parts });
}

const forGood = share('AR-000009');
const over = { endsAt: t(50), isOver: true };
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
      [share('AR-000001', { status: 'running', plan: plan({ forMs: HOUR }) })],
      t(100 + 3_600),
    ],
    ['was taken away by another request', [limited('AR-000001', t(900)), unshared], undefined],
    [
      'was undone',
      [limited('AR-000001', t(900), { undo: { request: 'AR-000007', done: true }, limit: over }), undoOf('AR-000001')],
      undefined,
    ],
    ['is over, and was not there any more at the end', [limited('AR-000001', t(50), { limit: over })], undefined],
    [
      'is over, and is being taken back',
      [limited('AR-000001', t(50), { limit: over, undo: { request: 'AR-000007', done: false } })],
      t(50),
    ],
    ['was never carried out', [limited('AR-000001', t(900), { steps: {} })], undefined],
  ])('%s', (_, requests, until) => {
    const expected = until === undefined ? [] : [{ on: IMAGE.imageId, grantee: GRANTEE, until }];

    expect(timedGrants(requests, t(100))).toEqual(expected);
  });
});

function undoOf(id: string): Request {
  return { ...unshared, id: 'AR-000007', undoes: { request: id } };
}
