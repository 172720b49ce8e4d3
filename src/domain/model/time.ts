export const DURATION_UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** The milliseconds of a duration such as `30m`, `4h`, `7d` or `2w`; undefined when it is none. */
export function parseDuration(words: string): number | undefined {
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([mhdw])$/.exec(words) ?? [];
  return isUnit(unit) ? Number(count) * DURATION_UNITS[unit] : undefined;
}

/** The shortest words for a duration, read by `parseDuration`; of a broken minute, the whole ones. */
export function formatDuration(ms: number): string {
  const units = Object.entries(DURATION_UNITS).toReversed();
  const [unit, size] = units.find(([, each]) => ms >= each && ms % each === 0) ?? ['m', DURATION_UNITS.m];
  return `${String(Math.max(1, Math.floor(ms / size)))}${unit}`;
}

function isUnit(letter: string): letter is keyof typeof DURATION_UNITS {
  return Object.hasOwn(DURATION_UNITS, letter);
}

/** Returns the ISO 8601 time (UTC) that many milliseconds later. */
export function addMs(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}
