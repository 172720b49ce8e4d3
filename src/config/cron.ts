/** The five fields of a cron schedule with their bounds; 7 is Sunday too. */
const FIELDS: readonly { readonly min: number; readonly max: number; readonly names: readonly string[] }[] = [
  { min: 0, max: 59, names: [] },
  { min: 0, max: 23, names: [] },
  { min: 1, max: 31, names: [] },
  { min: 1, max: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { min: 0, max: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

/** Whether a text is a schedule: minute, hour, day of month, month, day of week, with lists, ranges and steps. */
export function isSchedule(text: string): boolean {
  const fields = text.trim().split(/\s+/);
  return (
    fields.length === FIELDS.length &&
    fields.every((field, index) => field.split(',').every((part) => isValidPart(part, index)))
  );
}

function isValidPart(part: string, index: number): boolean {
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === '*') return true;
  const ends = range.split('-').map((end) => parseValue(end, index));
  const [from, to = from] = ends;
  return ends.length <= 2 && from !== undefined && to !== undefined && from <= to;
}

function parseValue(token: string, index: number): number | undefined {
  const bounds = FIELDS[index];
  if (bounds === undefined) return undefined;
  const named = bounds.names.indexOf(token.toLowerCase());
  if (named >= 0) return named + bounds.min;
  const value = /^\d+$/.test(token) ? Number(token) : Number.NaN;
  return value >= bounds.min && value <= bounds.max ? value : undefined;
}
