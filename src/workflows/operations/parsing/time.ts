import { DURATION_UNITS, millisecondsOf } from '../../facts/duration.js';
import { plainHyphens } from '../grammar/words.js';
import { misread, quoted, read, type Reading } from './reading.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?$/;
const ZONE = /(?:Z|[+-]\d{2}:\d{2})$/;

/** Reads a day, which begins at midnight UTC, or a time, which is UTC unless it says otherwise. */
export function readTime(word: string, field: string): Reading<string> {
  const said = plainHyphens(word.trim()).toUpperCase();
  const time = timeOf(said);
  if (time !== undefined) return read(time);
  const text = `${quoted(word)} is no date: a day such as 2027-01-31, or a time such as 2027-01-31T18:00Z.`;
  return misread('', field, text, nearestDay(said));
}

/**
 * Reads a duration and gives the time when it will be over: the end of the minute, or with whole days and weeks the end of
 * the day (UTC), so that the same words mean the same time all day long.
 */
export function readDelay(word: string, now: string, field: string): Reading<string> {
  const ms = millisecondsOf(word.trim().toLowerCase());
  if (ms === undefined) return misread('', field, `${quoted(word)} is no duration: 30m, 4h, 7d or 2w, for example.`);
  const unit = ms % DURATION_UNITS.d === 0 ? DURATION_UNITS.d : DURATION_UNITS.m;
  return read(new Date(Math.ceil((Date.parse(now) + ms) / unit) * unit).toISOString());
}

/** Less leaves nobody the time to read what is announced; more is forgotten by whoever asked. */
const SHORTEST_MS = 10 * DURATION_UNITS.m;
const LONGEST_MS = 730 * DURATION_UNITS.d;

/** Reads how long something is to take or to last, in milliseconds. */
export function readSpan(word: string, field: string): Reading<number> {
  const ms = millisecondsOf(word.trim().toLowerCase());
  if (ms === undefined) return misread(0, field, `${quoted(word)} is no duration: 30d, 2w or 12h, for example.`);
  if (ms < SHORTEST_MS) return misread(0, field, `${quoted(word)} is too short: 10 minutes are the least.`, '10m');
  return ms > LONGEST_MS ? misread(0, field, `${quoted(word)} is too long: two years are the most.`, '730d') : read(ms);
}

function timeOf(said: string): string | undefined {
  if (!DAY.test(said) && !TIME.test(said)) return undefined;
  const day = said.slice(0, 10);
  // A 30th of February would be read as the 2nd of March.
  if (isoOf(`${day}T00:00:00Z`)?.slice(0, 10) !== day) return undefined;
  return isoOf(DAY.test(said) || ZONE.test(said) ? said : `${said}Z`);
}

function isoOf(text: string): string | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** `2027-1-5` and `2027/01/05` are meant as 2027-01-05; which of two other numbers is the month cannot be told. */
function nearestDay(said: string): string | undefined {
  const [, year = '', month = '', date = ''] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(said) ?? [];
  return timeOf(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)?.slice(0, 10);
}
