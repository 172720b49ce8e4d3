import type { Image } from './image.js';

const MS_PER_DAY = 86_400_000;

/** Returns foreign text on one line, truncated to a number of characters. Names and messages may hold anything. */
export function truncate(text: string, maxLength = 200): string {
  const characters = [...text.replace(/[\s\p{Cc}]+/gu, ' ').trim()];
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : characters.join('');
}

/** "a, b and 3 more": a list may hold a thousand accounts. */
export function joinList(items: readonly string[], maxItems = 10): string {
  const shown = items.slice(0, maxItems).map((item) => truncate(item));
  const rest = items.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}

/** "1 snapshot", "3 snapshots". */
export function pluralize(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** "2.5 TiB", "20 GiB", "512 MiB". */
export function sizeLabel(bytes: number): string {
  const [unit, size] = SIZE_UNITS.find(([, each]) => bytes >= each) ?? SIZE_UNITS[2];
  const amount = bytes / size;
  return `${amount < 10 ? amount.toFixed(1) : amount.toFixed(0)} ${unit}`;
}

const SIZE_UNITS = [
  ['TiB', 2 ** 40],
  ['GiB', 2 ** 30],
  ['MiB', 2 ** 20],
] as const;

const TIME_UNITS = [
  ['day', MS_PER_DAY],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** A duration in the greatest unit that it is a whole number of, or its minutes: "15 days", "36 hours". */
export function durationLabel(ms: number): string {
  const [unit, size] = TIME_UNITS.find(([, each]) => ms >= each && ms % each === 0) ?? TIME_UNITS[2];
  return pluralize(Math.max(1, Math.round(ms / size)), unit);
}

/** The day of a time in ISO 8601, UTC: "2026-11-24"; the text itself when it is no time. */
export function formatDay(time: string): string {
  return Number.isNaN(Date.parse(time)) ? truncate(time, 40) : new Date(Date.parse(time)).toISOString().slice(0, 10);
}

/** The day of a time at midnight UTC: "2026-11-24"; any other to the minute: "2026-11-24 18:30 UTC". */
export function formatDateOrTime(time: string): string {
  if (Number.isNaN(Date.parse(time))) return truncate(time, 40);
  const [date = '', clock = ''] = new Date(Date.parse(time)).toISOString().split('T');
  return clock.startsWith('00:00') ? date : `${date} ${clock.slice(0, 5)} UTC`;
}

/** "2026-11-20, 4 days ago". */
export function formatDayWithAge(time: string, now: string): string {
  const days = daysBetween(time, now);
  if (days === undefined) return formatDay(time);
  if (days < 1) return `${formatDay(time)}, today`;
  return `${formatDay(time)}, ${pluralize(days, 'day')} ago`;
}

/** Whole days from one time to another, none when it is the other way round; undefined when one is no time. */
function daysBetween(from: string, to: string): number | undefined {
  const ms = Date.parse(to) - Date.parse(from);
  return Number.isNaN(ms) ? undefined : Math.max(0, Math.floor(ms / MS_PER_DAY));
}

/** Whether a time has passed. A value that is no time never has. */
export function isPast(time: string | undefined, now: string): boolean {
  return time !== undefined && Date.parse(time) <= Date.parse(now);
}

/** "ami-0abc… (golden-base, us-east-1)": the id in full, since users copy it. */
export function imageLabel({ imageId, name, region }: Pick<Image, 'imageId' | 'name' | 'region'>): string {
  return `${imageId} (${truncate(name, 128)}, ${region})`;
}
