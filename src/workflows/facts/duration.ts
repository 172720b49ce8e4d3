export const DURATION_UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** The milliseconds of a duration such as `30m`, `4h`, `7d` or `2w`; undefined when it is none. */
export function millisecondsOf(words: string): number | undefined {
  const [, count = '', unit = ''] = /^([1-9]\d{0,4})([mhdw])$/.exec(words) ?? [];
  return isUnit(unit) ? Number(count) * DURATION_UNITS[unit] : undefined;
}

function isUnit(letter: string): letter is keyof typeof DURATION_UNITS {
  return Object.hasOwn(DURATION_UNITS, letter);
}
