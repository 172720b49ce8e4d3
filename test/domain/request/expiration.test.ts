import { describe, expect, test } from '@jest/globals';
import { nextDueAt, nextTask, type Task } from '../../../src/domain/request/next-task.js';
import { evolve } from '../../../src/domain/request/evolve.js';
import { warningLeadMs } from '../../../src/domain/request/expiration.js';
import { summaryOf } from '../../../src/domain/request/summary.js';
import type { Expiration, Request, RequestEvent, StepProgress } from '../../../src/domain/request/types.js';
import { plan, request, rita, step, t } from '../../workflows/builders.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DAY_S = 86_400;
const failure = { code: 'X', message: 'x' };

const done: StepProgress = { state: 'done', attempts: 0, startedAt: t(1) };
const share = step('share', { undo: [{ id: 'undo-share', title: 'Undo', call: step('share').call }] });

/** A share for three days that runs. */
function running(overrides: Partial<Request> = {}): Request {
  return request({
    status: 'running',
    plan: plan({ steps: [share], expiresAfterMs: 3 * DAY }),
    steps: { share: done },
    ...overrides,
  });
}

function limitAfter(before: Request, ...events: readonly RequestEvent[]): Expiration | undefined {
  return events.reduce(evolve, before).expiration;
}

describe('how long before the end people are warned', () => {
  test.each<[string, number, number | undefined]>([
    ['a week: a day', 7 * DAY, DAY],
    ['two days: a day', 2 * DAY, DAY],
    ['a day: half of it', DAY, 12 * HOUR],
    ['an hour: half of it', HOUR, HOUR / 2],
    ['less than an hour: not at all', HOUR - 1, undefined],
  ])('%s', (_, expiresAfterMs, expected) => {
    expect(warningLeadMs(expiresAfterMs)).toBe(expected);
  });
});

describe('the time of what was done for a time', () => {
  const whole = { revokeAt: t(100 + 3 * DAY_S), warnAt: t(100 + 2 * DAY_S), isSettled: false };
  const atDone: RequestEvent = { type: 'done', at: t(100) };
  const atFailure: RequestEvent = { type: 'failed', failure, at: t(50) };

  test.each<[string, Request, readonly RequestEvent[], Expiration | undefined]>([
    ['counts from when it is done', running(), [atDone], whole],
    ['is none where it was done for good', running({ plan: plan({ steps: [share] }) }), [atDone], undefined],
    [
      'counts from a failure for what was done before it',
      running(),
      [atFailure],
      { revokeAt: t(50 + 3 * DAY_S), warnAt: t(50 + 2 * DAY_S), isSettled: false },
    ],
    ['is none where nothing was done', running({ steps: {} }), [atFailure], undefined],
    [
      'is not put off by trying again in vain',
      running(),
      [atFailure, { type: 'retried', by: rita, at: t(60) }, { type: 'failed', failure, at: t(70) }],
      { revokeAt: t(50 + 3 * DAY_S), warnAt: t(50 + 2 * DAY_S), isSettled: false },
    ],
    [
      'counts anew when trying again succeeds',
      running(),
      [atFailure, { type: 'retried', by: rita, at: t(60) }, atDone],
      whole,
    ],
    [
      'begins anew for what is tried again after it was over',
      running({ expiration: { revokeAt: t(20), isSettled: true }, status: 'failed' }),
      [{ type: 'retried', by: rita, at: t(60) }, atFailure],
      { revokeAt: t(50 + 3 * DAY_S), warnAt: t(50 + 2 * DAY_S), isSettled: false },
    ],
    [
      'is warned of once',
      running(),
      [atDone, { type: 'expiry-announced', due: t(9), evidence: { label: 'Use', value: '' }, at: t(200) }],
      { revokeAt: whole.revokeAt, isSettled: false },
    ],
    [
      'ends when somebody says so',
      running(),
      [atDone, { type: 'expiry-requested', by: rita, at: t(200) }],
      { revokeAt: t(200), isSettled: false },
    ],
    [
      'is not over while nothing has taken it back',
      running(),
      [
        atDone,
        { type: 'revocation-started', undo: 'AR-000001', at: t(200) },
        { type: 'revocation-delayed', reason: '', at: t(201) },
      ],
      whole,
    ],
    [
      'is over when there is nothing to take back',
      running(),
      [atDone, { type: 'revocation-not-needed', reason: '', at: t(200) }],
      { revokeAt: whole.revokeAt, isSettled: true },
    ],
    [
      'is over when it was undone before',
      running(),
      [atDone, { type: 'undone', undo: 'AR-000001', at: t(200) }],
      { revokeAt: whole.revokeAt, isSettled: true },
    ],
  ])('%s', (_, before, events, expected) => {
    expect(limitAfter(before, ...events)).toEqual(expected);
  });

  test('stands in lists until it is over', () => {
    const shared = evolve(running(), atDone);

    expect(summaryOf(shared).revokeAt).toBe(whole.revokeAt);
    expect(summaryOf(evolve(shared, { type: 'revocation-not-needed', reason: '', at: t(200) }))).not.toHaveProperty(
      'revokeAt',
    );
    expect(summaryOf(request())).not.toHaveProperty('revokeAt');
  });
});

describe('what is to be done about a time', () => {
  const upcomingExpiration: Expiration = { revokeAt: t(300), warnAt: t(200), isSettled: false };
  const warned: Expiration = { revokeAt: t(300), isSettled: false };

  function ended(expiration: Expiration, overrides: Partial<Request> = {}): Request {
    return request({ status: 'done', expiration, ...overrides });
  }

  test.each<[string, Request, number, Task]>([
    ['it rests until people are to be warned', ended(upcomingExpiration), 100, { kind: 'idle', until: t(200) }],
    ['people are warned', ended(upcomingExpiration), 200, { kind: 'warn-expiry' }],
    ['it rests until the end', ended(warned), 210, { kind: 'idle', until: t(300) }],
    ['it ends', ended(warned), 300, { kind: 'revoke' }],
    ['it ends unwarned when the warning comes too late', ended(upcomingExpiration), 301, { kind: 'revoke' }],
    ['so does what failed in part', ended(warned, { status: 'failed' }), 300, { kind: 'revoke' }],
    ['what is over rests for good', ended({ revokeAt: t(300), isSettled: true }), 400, { kind: 'idle' }],
    [
      'the warning waits where EC2 could not be read',
      ended(upcomingExpiration, { retryState: { attempts: 1, retryAt: t(202) } }),
      201,
      { kind: 'idle', until: t(202) },
    ],
    [
      'but no longer than until the end',
      ended(upcomingExpiration, { retryState: { attempts: 9, retryAt: t(500) } }),
      299,
      { kind: 'idle', until: t(300) },
    ],
    [
      'so does the end',
      ended(warned, { retryState: { attempts: 1, retryAt: t(302) } }),
      301,
      { kind: 'idle', until: t(302) },
    ],
    ['what is tried again has no end meanwhile', ended(warned, { status: 'approved' }), 300, { kind: 'start-run' }],
    [
      'Slack being down does not put off the end',
      ended(warned, { revision: 2, notifications: { shownRevision: 1, sent: [], failures: 1, retryAt: t(999) } }),
      300,
      { kind: 'revoke' },
    ],
    [
      'what takes another back tells that first',
      ended(warned, { undoOf: { requestId: 'AR-000002', how: 'expiration' } }),
      300,
      { kind: 'mark-undone', undoneRequestId: 'AR-000002' },
    ],
  ])('%s', (_, given, seconds, expected) => {
    expect(nextTask(given, t(seconds))).toEqual(expected);
  });

  test('it is due at both times', () => {
    expect([nextDueAt(ended(upcomingExpiration)), nextDueAt(ended(warned))]).toEqual([t(200), t(300)]);
  });
});
