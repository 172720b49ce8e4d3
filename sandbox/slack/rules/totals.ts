import { rejection, type Violation } from './violation.js';
import { plainLength } from './mrkdwn.js';
import { isRecord, collectNodes } from './tree.js';

/** Limits over all blocks of a message together (B: Markdown block, Table block, Data table block). */
const TOTALS: readonly { readonly type: string; readonly max: number }[] = [
  { type: 'markdown', max: 12_000 },
  { type: 'table', max: 10_000 },
  { type: 'data_table', max: 20_000 },
];

export function totalViolations(blocks: readonly unknown[], at: string): readonly Violation[] {
  return TOTALS.flatMap(({ type, max }) => {
    const total = collectNodes(blocks, at)
      .filter(({ value }) => value.type === type)
      .reduce((sum, { value }) => sum + (type === 'markdown' ? textLength(value.text) : rowsLength(value.rows)), 0);
    return total > max ? [rejection(at, `${type} blocks together must be less than ${max + 1} characters`)] : [];
  });
}

function rowsLength(rows: unknown): number {
  const cells = collectNodes(rows, '').map(({ value }) => value);
  return cells.filter(isRecord).reduce((sum, { text }) => sum + textLength(text), 0);
}

function textLength(text: unknown): number {
  return typeof text === 'string' ? plainLength(text) : 0;
}
