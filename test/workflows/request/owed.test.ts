import { describe, expect, test } from '@jest/globals';
import { isForChannel, occasionOf, owed } from '../../../src/workflows/request/owed.js';
import type { Request, RequestEvent } from '../../../src/workflows/request/types.js';
import { ana, approval, plan, request, rita, t } from '../builders.js';

const failure = { code: 'X', message: 'x' };

function given(events: readonly RequestEvent[], parts: Partial<Request> = {}): Request {
  return request({ history: events, ...parts });
}

describe('owed', () => {
  test.each<[string, readonly RequestEvent[], readonly string[]]>([
    ['the requester hears of the decision', [{ type: 'approved', how: 'people', at: t(1) }], ['decided-1']],
    ['what a rule allows was told in the answer', [{ type: 'approved', how: 'rule', at: t(1) }], []],
    ['a denial', [{ type: 'denied', by: ana, reason: 'no', at: t(1) }], ['decided-1']],
    ['the outcome', [{ type: 'done', at: t(1) }], ['ended-1']],
    [
      'the outcome of every attempt',
      [
        { type: 'failed', failure, at: t(1) },
        { type: 'retried', by: rita, at: t(2) },
        { type: 'done', at: t(3) },
      ],
      ['ended-1', 'ended-2'],
    ],
    ['a cancellation by somebody else', [{ type: 'cancelled', by: ana, at: t(1) }], ['ended-1']],
    ['not what the requester did alone', [{ type: 'cancelled', by: rita, at: t(1) }], []],
    ['an expiry', [{ type: 'expired', at: t(1) }], ['ended-1']],
    ['the approvers are reminded', [{ type: 'reminded', at: t(1) }], ['reminder-1']],
    [
      'a plan that waits for approval again',
      [
        {
          type: 'plan-changed',
          plan: plan(),
          ruling: approval(),
          differences: [],
          expiresAt: t(9),
          remindAt: t(8),
          at: t(1),
        },
      ],
      ['sent-back-1'],
    ],
    [
      'the end of a time is announced to all concerned, each time that there is something new',
      [
        { type: 'end-announced', due: t(9), seen: { label: 'Use', value: 'none' }, at: t(1) },
        { type: 'end-asked', by: rita, at: t(2) },
        { type: 'end-delayed', why: 'throttled', at: t(3) },
        { type: 'end-reached', undo: 'AR-000001', at: t(4) },
      ],
      ['limit-in-channel-1', 'limit-1', 'limit-in-channel-2', 'limit-2'],
    ],
    ['the requester hears that nothing was left', [{ type: 'end-idle', why: 'gone', at: t(1) }], ['limit-1']],
  ])('%s', (_, events, notices) => {
    expect(owed(given(events)).notices).toEqual(notices);
  });

  test('nothing is told twice', () => {
    const announced = { shown: 1, told: ['ended-1'], failures: 0 } as const;

    expect(owed(given([{ type: 'done', at: t(1) }], { announced })).notices).toEqual([]);
  });

  test('the message is owed while it shows an earlier state', () => {
    expect([owed(request()).message, owed(request({ revision: 2 })).message]).toEqual([false, true]);
  });
});

describe('isForChannel', () => {
  test.each([
    ['reminder-1', true],
    ['rung-in-channel-1', true],
    ['limit-in-channel-2', true],
    ['rung-1', false],
    ['limit-1', false],
    ['ended-1', false],
  ] as const)('%s: %s', (notice, expected) => {
    expect(isForChannel(notice)).toBe(expected);
  });
});

describe('occasionOf', () => {
  test('finds the event that a notice tells of, also among several of its kind', () => {
    const first: RequestEvent = { type: 'failed', failure, at: t(1) };
    const last: RequestEvent = { type: 'done', at: t(3) };
    const twice = given([first, { type: 'retried', by: rita, at: t(2) }, last]);

    expect([occasionOf('ended-1', twice), occasionOf('ended-2', twice)]).toEqual([first, last]);
  });

  test('finds nothing for a notice that the history does not give rise to', () => {
    expect(occasionOf('ended-1', given([]))).toBeUndefined();
  });
});
