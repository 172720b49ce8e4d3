/** The five fields of a cron schedule with their bounds; 7 is Sunday too. */
const FIELDS: readonly { readonly least: number; readonly most: number; readonly names: readonly string[] }[] = [
  { least: 0, most: 59, names: [] },
  { least: 0, most: 23, names: [] },
  { least: 1, most: 31, names: [] },
  { least: 1, most: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { least: 0, most: 7, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

/** Whether a text is a schedule: minute, hour, day of month, month, day of week, with lists, ranges and steps. */
export function isSchedule(text: string): boolean {
  const fields = text.trim().split(/\s+/);
  return (
    fields.length === FIELDS.length &&
    fields.every((field, index) => field.split(',').every((part) => fits(part, index)))
  );
}

function fits(part: string, index: number): boolean {
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !/^[1-9]\d*$/.test(step))) return false;
  if (range === '*') return true;
  const ends = range.split('-').map((end) => valueOf(end, index));
  const [from, to = from] = ends;
  return ends.length <= 2 && from !== undefined && to !== undefined && from <= to;
}

function valueOf(word: string, index: number): number | undefined {
  const bounds = FIELDS[index];
  if (bounds === undefined) return undefined;
  const named = bounds.names.indexOf(word.toLowerCase());
  if (named >= 0) return named + bounds.least;
  const value = /^\d+$/.test(word) ? Number(word) : Number.NaN;
  return value >= bounds.least && value <= bounds.most ? value : undefined;
}
