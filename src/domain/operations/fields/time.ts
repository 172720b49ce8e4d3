import { DURATION_UNITS, parseDuration } from '../../model/time.js';
import { normalizeDashes } from '../../command-line/tokenize.js';
import { invalid, quoteInput, valid, type ParsedValue } from './parsed.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?$/;
const ZONE = /(?:Z|[+-]\d{2}:\d{2})$/;

/** Parses a day, which begins at midnight UTC, or a time, which is UTC unless it says otherwise. */
export function parseTime(word: string, field: string): ParsedValue<string> {
  const normalized = normalizeDashes(word.trim()).toUpperCase();
  const time = toTimestamp(normalized);
  if (time !== undefined) return valid(time);
  const text = `${quoteInput(word)} is not a date: a day such as 2027-01-31, or a time such as 2027-01-31T18:00Z.`;
  return invalid('', field, text, suggestDay(normalized));
}

/**
 * Parses a duration and returns the time at which it ends: the end of the minute, or for whole days and weeks the end
 * of the day (UTC), so that the same words mean the same time all day.
 */
export function parseFutureTime(word: string, now: string, field: string): ParsedValue<string> {
  const ms = parseDuration(word.trim().toLowerCase());
  if (ms === undefined)
    return invalid('', field, `${quoteInput(word)} is not a duration: 30m, 4h, 7d or 2w, for example.`);
  const unit = ms % DURATION_UNITS.d === 0 ? DURATION_UNITS.d : DURATION_UNITS.m;
  return valid(new Date(Math.ceil((Date.parse(now) + ms) / unit) * unit).toISOString());
}

/** A shorter duration leaves no time to read the announcements. A longer one is forgotten. */
const MIN_MS = 10 * DURATION_UNITS.m;
const MAX_MS = 730 * DURATION_UNITS.d;

/** Reads how long something is to take or to last, in milliseconds. */
export function parseDurationInRange(word: string, field: string): ParsedValue<number> {
  const ms = parseDuration(word.trim().toLowerCase());
  if (ms === undefined) return invalid(0, field, `${quoteInput(word)} is not a duration: 30d, 2w or 12h, for example.`);
  if (ms < MIN_MS) return invalid(0, field, `${quoteInput(word)} is too short: 10 minutes are the least.`, '10m');
  return ms > MAX_MS
    ? invalid(0, field, `${quoteInput(word)} is too long: two years are the most.`, '730d')
    : valid(ms);
}

function toTimestamp(normalized: string): string | undefined {
  if (!DAY.test(normalized) && !TIME.test(normalized)) return undefined;
  const day = normalized.slice(0, 10);
  // A 30th of February would be read as the 2nd of March.
  if (toIso(`${day}T00:00:00Z`)?.slice(0, 10) !== day) return undefined;
  return toIso(DAY.test(normalized) || ZONE.test(normalized) ? normalized : `${normalized}Z`);
}

function toIso(text: string): string | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** `2027-1-5` and `2027/01/05` mean 2027-01-05. In any other order, day and month are ambiguous. */
function suggestDay(normalized: string): string | undefined {
  const [, year = '', month = '', date = ''] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(normalized) ?? [];
  return toTimestamp(`${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)?.slice(0, 10);
}
