import { describe, expect, test } from '@jest/globals';
import { isForChannel, triggerEventOf, pendingNotifications } from '../../../src/domain/request/notifications.js';
import type { Request, RequestEvent } from '../../../src/domain/request/types.js';
import { ana, approval, plan, request, rita, t } from '../../workflows/builders.js';

const failure = { code: 'X', message: 'x' };

function given(events: readonly RequestEvent[], overrides: Partial<Request> = {}): Request {
  return request({ history: events, ...overrides });
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
          policyDecision: approval(),
          differences: [],
          approvalExpiresAt: t(9),
          remindAt: t(8),
          at: t(1),
        },
      ],
      ['returned-for-approval-1'],
    ],
    [
      'the end of a time is announced to all concerned, each time that there is something new',
      [
        { type: 'expiry-announced', due: t(9), evidence: { label: 'Use', value: 'none' }, at: t(1) },
        { type: 'expiry-requested', by: rita, at: t(2) },
        { type: 'revocation-delayed', reason: 'throttled', at: t(3) },
        { type: 'revocation-started', undo: 'AR-000001', at: t(4) },
      ],
      ['expiration-in-channel-1', 'expiration-1', 'expiration-in-channel-2', 'expiration-2'],
    ],
    [
      'the requester hears that nothing was left',
      [{ type: 'revocation-not-needed', reason: 'gone', at: t(1) }],
      ['expiration-1'],
    ],
  ])('%s', (_, events, notices) => {
    expect(pendingNotifications(given(events)).notices).toEqual(notices);
  });

  test('nothing is told twice', () => {
    const notifications = { shownRevision: 1, sent: ['ended-1'], failures: 0 } as const;

    expect(pendingNotifications(given([{ type: 'done', at: t(1) }], { notifications })).notices).toEqual([]);
  });

  test('the message is owed while it shows an earlier state', () => {
    expect([pendingNotifications(request()).message, pendingNotifications(request({ revision: 2 })).message]).toEqual([
      false,
      true,
    ]);
  });
});

describe('isForChannel', () => {
  test.each([
    ['reminder-1', true],
    ['stage-in-channel-1', true],
    ['expiration-in-channel-2', true],
    ['stage-1', false],
    ['expiration-1', false],
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

    expect([triggerEventOf('ended-1', twice), triggerEventOf('ended-2', twice)]).toEqual([first, last]);
  });

  test('finds nothing for a notice that the history does not give rise to', () => {
    expect(triggerEventOf('ended-1', given([]))).toBeUndefined();
  });
});
