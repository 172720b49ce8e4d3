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

describe('warningLeadMs', () => {
  test.each<[string, number, number | undefined]>([
    ['a week: a day', 7 * DAY, DAY],
    ['two days: a day', 2 * DAY, DAY],
    ['a day: half of it', DAY, 12 * HOUR],
    ['an hour: half of it', HOUR, HOUR / 2],
    ['less than an hour: no warning', HOUR - 1, undefined],
  ])('%s', (_, expiresAfterMs, expected) => {
    expect(warningLeadMs(expiresAfterMs)).toBe(expected);
  });
});

describe('the expiration of a time-limited grant', () => {
  const whole = { revokeAt: t(100 + 3 * DAY_S), warnAt: t(100 + 2 * DAY_S), isSettled: false };
  const atDone: RequestEvent = { type: 'done', at: t(100) };
  const atFailure: RequestEvent = { type: 'failed', failure, at: t(50) };

  test.each<[string, Request, readonly RequestEvent[], Expiration | undefined]>([
    ['counts from the completion of the request', running(), [atDone], whole],
    ['is undefined for a permanent grant', running({ plan: plan({ steps: [share] }) }), [atDone], undefined],
    [
      'counts from the failure of a partly completed request',
      running(),
      [atFailure],
      { revokeAt: t(50 + 3 * DAY_S), warnAt: t(50 + 2 * DAY_S), isSettled: false },
    ],
    ['is undefined when no step is done', running({ steps: {} }), [atFailure], undefined],
    [
      'is not postponed by a retry that fails',
      running(),
      [atFailure, { type: 'retried', by: rita, at: t(60) }, { type: 'failed', failure, at: t(70) }],
      { revokeAt: t(50 + 3 * DAY_S), warnAt: t(50 + 2 * DAY_S), isSettled: false },
    ],
    [
      'counts from the completion of a successful retry',
      running(),
      [atFailure, { type: 'retried', by: rita, at: t(60) }, atDone],
      whole,
    ],
    [
      'starts again for a retry after it was settled',
      running({ expiration: { revokeAt: t(20), isSettled: true }, status: 'failed' }),
      [{ type: 'retried', by: rita, at: t(60) }, atFailure],
      { revokeAt: t(50 + 3 * DAY_S), warnAt: t(50 + 2 * DAY_S), isSettled: false },
    ],
    [
      'has no second warning after the first',
      running(),
      [atDone, { type: 'expiry-announced', due: t(9), evidence: { label: 'Use', value: '' }, at: t(200) }],
      { revokeAt: whole.revokeAt, isSettled: false },
    ],
    [
      'is moved to the time at which a person ends it',
      running(),
      [atDone, { type: 'expiry-requested', by: rita, at: t(200) }],
      { revokeAt: t(200), isSettled: false },
    ],
    [
      'is not settled before a revocation is done',
      running(),
      [
        atDone,
        { type: 'revocation-started', undo: 'AR-000001', at: t(200) },
        { type: 'revocation-delayed', reason: '', at: t(201) },
      ],
      whole,
    ],
    [
      'is settled when no revocation is needed',
      running(),
      [atDone, { type: 'revocation-not-needed', reason: '', at: t(200) }],
      { revokeAt: whole.revokeAt, isSettled: true },
    ],
    [
      'is settled when the request was undone',
      running(),
      [atDone, { type: 'undone', undo: 'AR-000001', at: t(200) }],
      { revokeAt: whole.revokeAt, isSettled: true },
    ],
  ])('%s', (_, before, events, expected) => {
    expect(limitAfter(before, ...events)).toEqual(expected);
  });

  test('appears in the summary until it is settled', () => {
    const shared = evolve(running(), atDone);

    expect(summaryOf(shared).revokeAt).toBe(whole.revokeAt);
    expect(summaryOf(evolve(shared, { type: 'revocation-not-needed', reason: '', at: t(200) }))).not.toHaveProperty(
      'revokeAt',
    );
    expect(summaryOf(request())).not.toHaveProperty('revokeAt');
  });
});

describe('nextTask for a time-limited grant', () => {
  const upcomingExpiration: Expiration = { revokeAt: t(300), warnAt: t(200), isSettled: false };
  const warned: Expiration = { revokeAt: t(300), isSettled: false };

  function ended(expiration: Expiration, overrides: Partial<Request> = {}): Request {
    return request({ status: 'done', expiration, ...overrides });
  }

  test.each<[string, Request, number, Task]>([
    ['is idle until the warning is due', ended(upcomingExpiration), 100, { kind: 'idle', until: t(200) }],
    ['sends the warning when it is due', ended(upcomingExpiration), 200, { kind: 'warn-expiry' }],
    ['is idle until the expiry', ended(warned), 210, { kind: 'idle', until: t(300) }],
    ['revokes the grant at the expiry', ended(warned), 300, { kind: 'revoke' }],
    ['revokes without a warning when the warning is too late', ended(upcomingExpiration), 301, { kind: 'revoke' }],
    [
      'revokes the grant of a request that failed in part',
      ended(warned, { status: 'failed' }),
      300,
      { kind: 'revoke' },
    ],
    ['has nothing to do for a settled grant', ended({ revokeAt: t(300), isSettled: true }), 400, { kind: 'idle' }],
    [
      'delays the warning while EC2 cannot be read',
      ended(upcomingExpiration, { retryState: { attempts: 1, retryAt: t(202) } }),
      201,
      { kind: 'idle', until: t(202) },
    ],
    [
      'delays the warning no longer than until the expiry',
      ended(upcomingExpiration, { retryState: { attempts: 9, retryAt: t(500) } }),
      299,
      { kind: 'idle', until: t(300) },
    ],
    [
      'delays the revocation while EC2 cannot be read',
      ended(warned, { retryState: { attempts: 1, retryAt: t(302) } }),
      301,
      { kind: 'idle', until: t(302) },
    ],
    ['starts a retry instead of the revocation', ended(warned, { status: 'approved' }), 300, { kind: 'start-run' }],
    [
      'revokes the grant while Slack is unavailable',
      ended(warned, { revision: 2, notifications: { shownRevision: 1, sent: [], failures: 1, retryAt: t(999) } }),
      300,
      { kind: 'revoke' },
    ],
    [
      'marks the undone request first',
      ended(warned, { undoOf: { requestId: 'AR-000002', how: 'expiration' } }),
      300,
      { kind: 'mark-undone', undoneRequestId: 'AR-000002' },
    ],
  ])('%s', (_, given, seconds, expected) => {
    expect(nextTask(given, t(seconds))).toEqual(expected);
  });

  test('is due at the warning and at the expiry', () => {
    expect([nextDueAt(ended(upcomingExpiration)), nextDueAt(ended(warned))]).toEqual([t(200), t(300)]);
  });
});
