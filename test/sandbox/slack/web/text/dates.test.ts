import { describe, expect, test } from '@jest/globals';
import { dayName, formatDate, timeOfDay } from '../../../../../sandbox/slack/web/text/dates.js';

const reader = { timeZone: 'Europe/Berlin', now: new Date('2026-11-24T09:00:00Z') };
const yesterdayEvening = Date.parse('2026-11-23T18:05:09Z') / 1000;

describe('formatDate', () => {
  test.each([
    ['{date_num}', '2026-11-23'],
    ['{date_slash}', '11/23/2026'],
    ['{date}', 'November 23, 2026'],
    ['{date_short}', 'Nov 23, 2026'],
    ['{date_long}', 'Monday, November 23, 2026'],
    ['{date_short_pretty} at {time}', 'yesterday at 7:05 PM'],
    ['{time_secs}', '7:05:09 PM'],
    ['{ago}', '14 hours ago'],
  ])('formats %s in the time zone of the reader', (format, shown) => {
    expect(formatDate(yesterdayEvening, format, reader)).toBe(shown);
  });

  test('returns undefined for an unknown token', () => {
    expect(formatDate(yesterdayEvening, '{date_secret}', reader)).toBeUndefined();
  });

  test('counts calendar days of the reader', () => {
    const justAfterMidnightInBerlin = Date.parse('2026-11-23T23:30:00Z') / 1000;

    expect(formatDate(justAfterMidnightInBerlin, '{date_pretty}', reader)).toBe('today');
  });
});

describe('dates and times next to messages', () => {
  test('show a name for a recent day and the date for others', () => {
    expect(dayName(reader.now, reader)).toBe('Today');
    expect(dayName(new Date('2026-11-01T12:00:00Z'), reader)).toBe('Sunday, November 1');
  });

  test('show hours and minutes', () => {
    expect(timeOfDay(reader.now, reader)).toBe('10:00 AM');
  });
});
