import { describe, expect, test } from '@jest/globals';
import { dueAt } from '../../../src/workflows/request/due.js';
import { evolve } from '../../../src/workflows/request/evolve.js';
import { warningMs } from '../../../src/workflows/request/limit.js';
import { nextTask, type Task } from '../../../src/workflows/request/next-task.js';
import { summaryOf } from '../../../src/workflows/request/summary.js';
import type { Limit, Request, RequestEvent, StepProgress } from '../../../src/workflows/request/types.js';
import { plan, request, rita, step, t } from '../builders.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const DAY_S = 86_400;
const failure = { code: 'X', message: 'x' };

const done: StepProgress = { state: 'done', attempts: 0, startedAt: t(1) };
const share = step('share', { undo: [{ id: 'undo-share', title: 'Undo', call: step('share').call }] });

/** A share for three days that runs. */
function running(parts: Partial<Request> = {}): Request {
  return request({
    status: 'running',
    plan: plan({ steps: [share], forMs: 3 * DAY }),
    steps: { share: done },
    ...parts,
  });
}

function limitAfter(before: Request, ...events: readonly RequestEvent[]): Limit | undefined {
  return events.reduce(evolve, before).limit;
}

describe('how long before the end people are warned', () => {
  test.each<[string, number, number | undefined]>([
    ['a week: a day', 7 * DAY, DAY],
    ['two days: a day', 2 * DAY, DAY],
    ['a day: half of it', DAY, 12 * HOUR],
    ['an hour: half of it', HOUR, HOUR / 2],
    ['less than an hour: not at all', HOUR - 1, undefined],
  ])('%s', (_, forMs, expected) => {
    expect(warningMs(forMs)).toBe(expected);
  });
});

describe('the time of what was done for a time', () => {
  const whole = { endsAt: t(100 + 3 * DAY_S), warnAt: t(100 + 2 * DAY_S), isOver: false };
  const atDone: RequestEvent = { type: 'done', at: t(100) };
  const atFailure: RequestEvent = { type: 'failed', failure, at: t(50) };

  test.each<[string, Request, readonly RequestEvent[], Limit | undefined]>([
    ['counts from when it is done', running(), [atDone], whole],
    ['is none where it was done for good', running({ plan: plan({ steps: [share] }) }), [atDone], undefined],
    [
      'counts from a failure for what was done before it',
      running(),
      [atFailure],
      { endsAt: t(50 + 3 * DAY_S), warnAt: t(50 + 2 * DAY_S), isOver: false },
    ],
    ['is none where nothing was done', running({ steps: {} }), [atFailure], undefined],
    [
      'is not put off by trying again in vain',
      running(),
      [atFailure, { type: 'retried', by: rita, at: t(60) }, { type: 'failed', failure, at: t(70) }],
      { endsAt: t(50 + 3 * DAY_S), warnAt: t(50 + 2 * DAY_S), isOver: false },
    ],
    [
      'counts anew when trying again succeeds',
      running(),
      [atFailure, { type: 'retried', by: rita, at: t(60) }, atDone],
      whole,
    ],
    [
      'begins anew for what is tried again after it was over',
      running({ limit: { endsAt: t(20), isOver: true }, status: 'failed' }),
      [{ type: 'retried', by: rita, at: t(60) }, atFailure],
      { endsAt: t(50 + 3 * DAY_S), warnAt: t(50 + 2 * DAY_S), isOver: false },
    ],
    [
      'is warned of once',
      running(),
      [atDone, { type: 'end-announced', due: t(9), seen: { label: 'Use', value: '' }, at: t(200) }],
      { endsAt: whole.endsAt, isOver: false },
    ],
    [
      'ends when somebody says so',
      running(),
      [atDone, { type: 'end-asked', by: rita, at: t(200) }],
      { endsAt: t(200), isOver: false },
    ],
    [
      'is not over while nothing has taken it back',
      running(),
      [atDone, { type: 'end-reached', undo: 'AR-000001', at: t(200) }, { type: 'end-delayed', why: '', at: t(201) }],
      whole,
    ],
    [
      'is over when there is nothing to take back',
      running(),
      [atDone, { type: 'end-idle', why: '', at: t(200) }],
      { endsAt: whole.endsAt, isOver: true },
    ],
    [
      'is over when it was undone before',
      running(),
      [atDone, { type: 'undone', undo: 'AR-000001', at: t(200) }],
      { endsAt: whole.endsAt, isOver: true },
    ],
  ])('%s', (_, before, events, expected) => {
    expect(limitAfter(before, ...events)).toEqual(expected);
  });

  test('stands in lists until it is over', () => {
    const shared = evolve(running(), atDone);

    expect(summaryOf(shared).endsAt).toBe(whole.endsAt);
    expect(summaryOf(evolve(shared, { type: 'end-idle', why: '', at: t(200) }))).not.toHaveProperty('endsAt');
    expect(summaryOf(request())).not.toHaveProperty('endsAt');
  });
});

describe('what is to be done about a time', () => {
  const ahead: Limit = { endsAt: t(300), warnAt: t(200), isOver: false };
  const warned: Limit = { endsAt: t(300), isOver: false };

  function ended(limit: Limit, parts: Partial<Request> = {}): Request {
    return request({ status: 'done', limit, ...parts });
  }

  test.each<[string, Request, number, Task]>([
    ['it rests until people are to be warned', ended(ahead), 100, { kind: 'rest', until: t(200) }],
    ['people are warned', ended(ahead), 200, { kind: 'warn-end' }],
    ['it rests until the end', ended(warned), 210, { kind: 'rest', until: t(300) }],
    ['it ends', ended(warned), 300, { kind: 'end' }],
    ['it ends unwarned when the warning comes too late', ended(ahead), 301, { kind: 'end' }],
    ['so does what failed in part', ended(warned, { status: 'failed' }), 300, { kind: 'end' }],
    ['what is over rests for good', ended({ endsAt: t(300), isOver: true }), 400, { kind: 'rest' }],
    [
      'the warning waits where EC2 could not be read',
      ended(ahead, { trouble: { attempts: 1, retryAt: t(202) } }),
      201,
      { kind: 'rest', until: t(202) },
    ],
    [
      'but no longer than until the end',
      ended(ahead, { trouble: { attempts: 9, retryAt: t(500) } }),
      299,
      { kind: 'rest', until: t(300) },
    ],
    [
      'so does the end',
      ended(warned, { trouble: { attempts: 1, retryAt: t(302) } }),
      301,
      { kind: 'rest', until: t(302) },
    ],
    ['what is tried again has no end meanwhile', ended(warned, { status: 'approved' }), 300, { kind: 'begin' }],
    [
      'Slack being down does not put off the end',
      ended(warned, { revision: 2, announced: { shown: 1, told: [], failures: 1, retryAt: t(999) } }),
      300,
      { kind: 'end' },
    ],
    [
      'what takes another back tells that first',
      ended(warned, { undoes: { request: 'AR-000002', how: 'limit' } }),
      300,
      { kind: 'tell-undone', undone: 'AR-000002' },
    ],
  ])('%s', (_, given, seconds, expected) => {
    expect(nextTask(given, t(seconds))).toEqual(expected);
  });

  test('it is due at both times', () => {
    expect([dueAt(ended(ahead)), dueAt(ended(warned))]).toEqual([t(200), t(300)]);
  });
});
