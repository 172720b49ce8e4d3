import { describe, expect, test } from '@jest/globals';
import { lastDueDay } from '../../../src/domain/digest/schedule.js';

const WEEKDAYS = { cron: '0 9 * * 1-5', timezone: 'Europe/Berlin' };

describe('the day whose digest is due', () => {
  test.each([
    ['before the hour it is the day before', WEEKDAYS, '2026-11-26T07:59:59.000Z', '2026-11-25'],
    ['from the hour on it is this day', WEEKDAYS, '2026-11-26T08:00:01.000Z', '2026-11-26'],
    ['on a Sunday it is the Friday', WEEKDAYS, '2026-11-29T20:00:00.000Z', '2026-11-27'],
    ['the hour is that of the zone, in summer too', WEEKDAYS, '2026-07-01T07:00:01.000Z', '2026-07-01'],
    [
      'the day is that of the zone, not of UTC',
      { cron: '30 0 * * *', timezone: 'Pacific/Auckland' },
      '2026-11-25T11:31:00.000Z',
      '2026-11-26',
    ],
    [
      'several times a day are one day',
      { cron: '0 9,15 * * *', timezone: 'UTC' },
      '2026-11-26T15:30:00.000Z',
      '2026-11-26',
    ],
    [
      'after a year it is the last one',
      { cron: '0 9 1 1 *', timezone: 'UTC' },
      '2026-11-26T09:00:00.000Z',
      '2026-01-01',
    ],
  ])('%s', (_, schedule, now, day) => {
    expect(lastDueDay(schedule, new Date(now))).toBe(day);
  });
});

describe('when the clocks change', () => {
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
    ['a time that comes twice', '30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z'],
    ['the change itself', '0 3 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z'],
    ['a change at midnight', '0 0 * * *', 'America/Santiago', '2026-09-05T12:00:00Z', '2026-09-07T12:00:00Z'],
    ['a change of half an hour', '15 2 * * *', 'Australia/Lord_Howe', '2026-04-04T02:00:00Z', '2026-04-06T02:00:00Z'],
  ])('each day is due once: %s in %s', (_, cron, timezone, from, to) => {
    const due = days({ cron, timezone }, from, to);

    expect(due).toEqual([...due].sort());
    expect(new Set(due).size).toBe(due.length);
    expect(due.length).toBeGreaterThanOrEqual(3);
  });
});
