export interface Reader {
  /** IANA name of the reader's time zone. */
  readonly timeZone: string;
  readonly now: Date;
}

const LOCALE = 'en-US';

/**
 * Fills in the tokens of Slack's date format in the reader's time zone; undefined when a token is not known, and then
 * Slack shows the fallback. https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function formatDate(seconds: number, format: string, reader: Reader): string | undefined {
  const date = new Date(seconds * 1000);
  const parts = format
    .split(/(\{[a-z_]+\})/)
    .map((part) => (part.startsWith('{') ? formatToken(part, date, reader) : part));
  return parts.some((part) => part === undefined) ? undefined : parts.join('');
}

/** `9:05 AM`, as beside a message. */
export function timeOfDay(date: Date, reader: Reader): string {
  return show(date, reader, { hour: 'numeric', minute: '2-digit' });
}

/** `Today`, `Yesterday` or `Tuesday, November 24`, as between the messages of two days. */
export function dayName(date: Date, reader: Reader): string {
  return nearDay(date, reader) ?? show(date, reader, { weekday: 'long', month: 'long', day: 'numeric' });
}

function formatToken(token: string, date: Date, reader: Reader): string | undefined {
  switch (token) {
    case '{date_num}':
      return new Intl.DateTimeFormat('en-CA', { timeZone: reader.timeZone }).format(date);
    case '{date_slash}':
      return show(date, reader, { year: 'numeric', month: '2-digit', day: '2-digit' });
    case '{date}':
      return show(date, reader, { year: 'numeric', month: 'long', day: 'numeric' });
    case '{date_short}':
      return show(date, reader, { year: 'numeric', month: 'short', day: 'numeric' });
    case '{date_long}':
    case '{date_long_full}':
      return show(date, reader, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });
    case '{date_pretty}':
      return nearDay(date, reader)?.toLowerCase() ?? formatToken('{date}', date, reader);
    case '{date_short_pretty}':
      return nearDay(date, reader)?.toLowerCase() ?? formatToken('{date_short}', date, reader);
    case '{date_long_pretty}':
    case '{day_divider_pretty}':
      return nearDay(date, reader)?.toLowerCase() ?? formatToken('{date_long}', date, reader);
    case '{time}':
      return timeOfDay(date, reader);
    case '{time_secs}':
      return show(date, reader, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
    case '{ago}':
      return ago(date, reader.now);
    default:
      return undefined;
  }
}

function show(date: Date, reader: Reader, options: Intl.DateTimeFormatOptions): string {
  // Newer runtimes put a narrow no-break space before AM and PM, older ones a plain space.
  return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: reader.timeZone })
    .format(date)
    .replaceAll('\u202f', ' ');
}

function nearDay(date: Date, reader: Reader): 'Today' | 'Yesterday' | 'Tomorrow' | undefined {
  switch (Math.round((dayNumber(date, reader) - dayNumber(reader.now, reader)) / 86_400_000)) {
    case 0:
      return 'Today';
    case -1:
      return 'Yesterday';
    case 1:
      return 'Tomorrow';
    default:
      return undefined;
  }
}

/** The calendar day in the reader's time zone, as milliseconds of that day in UTC. */
function dayNumber(date: Date, { timeZone }: Reader): number {
  return Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone }).format(date));
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

function ago(date: Date, now: Date): string {
  const seconds = (date.getTime() - now.getTime()) / 1000;
  const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'always' });
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return 'just now';
}
