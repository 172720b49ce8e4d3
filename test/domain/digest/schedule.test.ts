import { describe, expect, test } from '@jest/globals';
import { lastDueDay } from '../../../src/domain/digest/schedule.js';

const WEEKDAYS = { cron: '0 9 * * 1-5', timezone: 'Europe/Berlin' };

describe('lastDueDay', () => {
  test.each([
    ['is the previous day before the scheduled hour', WEEKDAYS, '2026-11-26T07:59:59.000Z', '2026-11-25'],
    ['is the current day from the scheduled hour on', WEEKDAYS, '2026-11-26T08:00:01.000Z', '2026-11-26'],
    ['is Friday on a Sunday', WEEKDAYS, '2026-11-29T20:00:00.000Z', '2026-11-27'],
    ['uses the hour of the time zone in summer', WEEKDAYS, '2026-07-01T07:00:01.000Z', '2026-07-01'],
    [
      'uses the day of the time zone instead of the UTC day',
      { cron: '30 0 * * *', timezone: 'Pacific/Auckland' },
      '2026-11-25T11:31:00.000Z',
      '2026-11-26',
    ],
    [
      'is the same day for several times in a day',
      { cron: '0 9,15 * * *', timezone: 'UTC' },
      '2026-11-26T15:30:00.000Z',
      '2026-11-26',
    ],
    [
      'is the last scheduled day of a yearly schedule',
      { cron: '0 9 1 1 *', timezone: 'UTC' },
      '2026-11-26T09:00:00.000Z',
      '2026-01-01',
    ],
  ])('%s', (_, schedule, now, day) => {
    expect(lastDueDay(schedule, new Date(now))).toBe(day);
  });
});

describe('lastDueDay when the clocks change', () => {
  /** How often a new day becomes due while time passes in steps of ten minutes. */
  function days(schedule: { cron: string; timezone: string }, from: string, to: string): readonly string[] {
    const due: string[] = [];
    for (let at = Date.parse(from); at <= Date.parse(to); at += 600_000) {
      const day = lastDueDay(schedule, new Date(at + 1_000));
      if (day !== undefined && day !== due.at(-1)) due.push(day);
    }
    return due;
  }

  test.each([
    ['a time that does not exist', '30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z'],
    ['a time that occurs twice', '30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z'],
    ['the time of the change', '0 3 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z'],
    ['a change at midnight', '0 0 * * *', 'America/Santiago', '2026-09-05T12:00:00Z', '2026-09-07T12:00:00Z'],
    ['a half-hour change', '15 2 * * *', 'Australia/Lord_Howe', '2026-04-04T02:00:00Z', '2026-04-06T02:00:00Z'],
  ])('makes each day due once: %s in %s', (_, cron, timezone, from, to) => {
    const due = days({ cron, timezone }, from, to);

    expect(due).toEqual([...due].sort());
    expect(new Set(due).size).toBe(due.length);
    expect(due.length).toBeGreaterThanOrEqual(3);
  });
});
