/** Of measured times in milliseconds, in any order. `p` is from 0 to 100; the nearest rank. */
export function percentile(times: readonly number[], p: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((p / 100) * sorted.length));
  const time = sorted[rank - 1];
  if (time === undefined) throw new Error('Nothing was measured');
  return time;
}

/** What was measured of the app, beside the least that it could be, measured in the same run. */
export interface Measurement {
  readonly name: string;
  readonly unit: 'ms' | 'MB' | '1/s';
  readonly ours: number;
  readonly floor: number;
  /** The ratio that is aimed for, where there is one. */
  readonly target?: number;
}

const HEADINGS = ['', 'ours', 'floor', 'ratio', 'aim'];

/** The measurements as a table for a terminal. */
export function formatTable(measurements: readonly Measurement[]): string {
  const rows = [HEADINGS, ...measurements.map(toRow)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => padded(cell, widths[column] ?? 0, column)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

function toRow({ name, unit, ours, floor, target }: Measurement): readonly string[] {
  const ratio = (ours / floor).toFixed(2);
  return [
    name,
    formatAmount(ours, unit),
    formatAmount(floor, unit),
    ratio,
    target === undefined ? '' : `≤ ${target.toFixed(1)}`,
  ];
}

function formatAmount(value: number, unit: Measurement['unit']): string {
  return `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`;
}

function padded(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
