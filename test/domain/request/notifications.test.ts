import { describe, expect, test } from '@jest/globals';
import { isForChannel, triggerEventOf, pendingNotifications } from '../../../src/domain/request/notifications.js';
import type { Request, RequestEvent } from '../../../src/domain/request/types.js';
import { ana, approval, plan, request, rita, t } from '../../workflows/builders.js';

const failure = { code: 'X', message: 'x' };

function given(events: readonly RequestEvent[], overrides: Partial<Request> = {}): Request {
  return request({ history: events, ...overrides });
}

describe('pendingNotifications', () => {
  test.each<[string, readonly RequestEvent[], readonly string[]]>([
    ['notifies the requester of the decision', [{ type: 'approved', how: 'people', at: t(1) }], ['decided-1']],
    ['does not notify of an approval by a rule', [{ type: 'approved', how: 'rule', at: t(1) }], []],
    ['notifies of a denial', [{ type: 'denied', by: ana, reason: 'no', at: t(1) }], ['decided-1']],
    ['notifies of the outcome', [{ type: 'done', at: t(1) }], ['ended-1']],
    [
      'notifies of the outcome of every attempt',
      [
        { type: 'failed', failure, at: t(1) },
        { type: 'retried', by: rita, at: t(2) },
        { type: 'done', at: t(3) },
      ],
      ['ended-1', 'ended-2'],
    ],
    ['notifies of a cancellation by another person', [{ type: 'cancelled', by: ana, at: t(1) }], ['ended-1']],
    ['does not notify of a cancellation by the requester', [{ type: 'cancelled', by: rita, at: t(1) }], []],
    ['notifies of an expiry', [{ type: 'expired', at: t(1) }], ['ended-1']],
    ['reminds the approvers', [{ type: 'reminded', at: t(1) }], ['reminder-1']],
    [
      'notifies of a plan that waits for approval again',
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
      'announces an expiration to the channel and requester at each new state',
      [
        { type: 'expiry-announced', due: t(9), evidence: { label: 'Use', value: 'none' }, at: t(1) },
        { type: 'expiry-requested', by: rita, at: t(2) },
        { type: 'revocation-delayed', reason: 'throttled', at: t(3) },
        { type: 'revocation-started', undo: 'AR-000001', at: t(4) },
      ],
      ['expiration-in-channel-1', 'expiration-1', 'expiration-in-channel-2', 'expiration-2'],
    ],
    [
      'notifies the requester that no revocation was needed',
      [{ type: 'revocation-not-needed', reason: 'gone', at: t(1) }],
      ['expiration-1'],
    ],
  ])('%s', (_, events, notices) => {
    expect(pendingNotifications(given(events)).notices).toEqual(notices);
  });

  test('does not send a notification twice', () => {
    const notifications = { shownRevision: 1, sent: ['ended-1'], failures: 0 } as const;

    expect(pendingNotifications(given([{ type: 'done', at: t(1) }], { notifications })).notices).toEqual([]);
  });

  test('updates the message while it shows an earlier revision', () => {
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

describe('triggerEventOf', () => {
  test('finds the event of a notification among several of its kind', () => {
    const first: RequestEvent = { type: 'failed', failure, at: t(1) };
    const last: RequestEvent = { type: 'done', at: t(3) };
    const twice = given([first, { type: 'retried', by: rita, at: t(2) }, last]);

    expect([triggerEventOf('ended-1', twice), triggerEventOf('ended-2', twice)]).toEqual([first, last]);
  });

  test('returns undefined for a notification without an event in the history', () => {
    expect(triggerEventOf('ended-1', given([]))).toBeUndefined();
  });
});
