import { describe, expect, test } from '@jest/globals';
import {
  dueAfterAnnouncement,
  hasUpcomingStage,
  announcementLeadMs,
  stageTimes,
} from '../../../src/domain/request/stages.js';
import type { Request, RequestEvent } from '../../../src/domain/request/types.js';
import { plan, request, step, t } from '../../workflows/builders.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const deprecate = step('deprecate');
const disable = step('disable', { after: ['deprecate'], delayMs: 4 * HOUR });
const deregister = step('deregister', { after: ['disable'], delayMs: 4 * HOUR });

const started: RequestEvent = { type: 'started', at: t(0) };
const deprecated: RequestEvent = { type: 'step-done', step: 'deprecate', outputs: {}, at: t(60) };

function stagedRequest(history: readonly RequestEvent[], overrides: Partial<Request> = {}): Request {
  return request({ status: 'running', plan: plan({ steps: [deprecate, disable, deregister] }), history, ...overrides });
}

function hours(count: number, secondsMore = 0): string {
  return t(count * 3_600 + secondsMore);
}

describe('announcementLeadMs', () => {
  test.each<[string, number, number]>([
    ['a wait of 15 days: a day', 15 * DAY, DAY],
    ['a wait of 4 days: a day', 4 * DAY, DAY],
    ['a wait of 2 days: half a day', 2 * DAY, 12 * HOUR],
    ['a wait of a day: six hours', DAY, 6 * HOUR],
    ['a wait of an hour: a quarter of an hour', HOUR, 15 * MINUTE],
    ['a wait of half an hour: a quarter of it', 30 * MINUTE, 7.5 * MINUTE],
  ])('%s', (_, wait, lead) => {
    expect(announcementLeadMs(wait)).toBe(lead);
  });
});

describe('stageTimes', () => {
  test('are undefined before the run starts and for a step without a delay', () => {
    expect(stageTimes(disable, stagedRequest([]))).toBeUndefined();
    expect(stageTimes(deprecate, stagedRequest([started]))).toBeUndefined();
  });

  test('count from the completion of the previous step', () => {
    expect(stageTimes(disable, stagedRequest([started, deprecated]))).toEqual({
      announceAt: hours(3, 60),
      startAt: hours(4, 60),
      isAnnounced: false,
    });
  });

  test('add the delay of a previous stage that still waits', () => {
    expect(stageTimes(deregister, stagedRequest([started, deprecated]))?.startAt).toBe(hours(8, 60));
  });

  test('count from the first start of the run for a stage without a previous step', () => {
    const first = { ...disable, after: [] };

    expect(stageTimes(first, stagedRequest([started, { type: 'started', at: hours(9) }]))?.startAt).toBe(hours(4));
  });

  test('use the announced start time of an announced stage', () => {
    const announced: RequestEvent = { type: 'stage-announced', step: 'disable', due: hours(7), at: hours(6) };

    expect(stageTimes(disable, stagedRequest([started, deprecated, announced]))).toMatchObject({
      startAt: hours(7),
      isAnnounced: true,
    });
  });
});

describe('dueAfterAnnouncement', () => {
  const times = { announceAt: hours(3), startAt: hours(4), isAnnounced: false };

  test.each<[string, string, string]>([
    ['on time: the planned time', hours(3), hours(4)],
    ['a little late: later by the same delay', hours(3, 30), hours(4, 30)],
    ['days late: after the whole notice period', hours(100), hours(101)],
  ])('%s', (_, now, due) => {
    expect(dueAfterAnnouncement(4 * HOUR, times, now)).toBe(due);
  });
});

describe('hasUpcomingStage', () => {
  test('is true while a delayed step has not started', () => {
    const progress = { state: 'done', attempts: 0, startedAt: t(1) } as const;

    expect([
      hasUpcomingStage(stagedRequest([])),
      hasUpcomingStage(stagedRequest([], { steps: { disable: progress } })),
      hasUpcomingStage(stagedRequest([], { steps: { disable: progress, deregister: progress } })),
      hasUpcomingStage(request()),
    ]).toEqual([true, true, false, false]);
  });
});
