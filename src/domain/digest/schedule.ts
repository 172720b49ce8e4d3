import { Cron } from 'croner';

/** When digests are due: five cron fields, in a time zone. */
export interface Schedule {
  readonly cron: string;
  readonly timezone: string;
}

/**
 * Returns the day, in the schedule's time zone, of the last digest that was due by now: `2026-11-26`. `undefined` if
 * none was. Days are counted, so that a time that the clock shows twice, or never, neither repeats nor loses a digest.
 */
export function lastDueDay({ cron, timezone }: Schedule, now: Date): string | undefined {
  const [last] = new Cron(cron, { timezone, paused: true }).previousRuns(1, now);
  return last === undefined ? undefined : localDay(timezone, last);
}

/** The day that it is in a time zone. Canadian dates are written as ISO 8601 writes them. */
export function localDay(timezone: string, time: Date): string {
  const format = { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-CA', format).format(time);
}
