import { refusal, type Breach } from './breach.js';
import { plainLength } from './mrkdwn.js';
import { isRecord, nodesOf } from './tree.js';

/** Limits over all blocks of a message together (B: Markdown block, Table block, Data table block). */
const TOTALS: readonly { readonly type: string; readonly most: number }[] = [
  { type: 'markdown', most: 12_000 },
  { type: 'table', most: 10_000 },
  { type: 'data_table', most: 20_000 },
];

export function totalBreaches(blocks: readonly unknown[], at: string): readonly Breach[] {
  return TOTALS.flatMap(({ type, most }) => {
    const total = nodesOf(blocks, at)
      .filter(({ value }) => value.type === type)
      .reduce((sum, { value }) => sum + (type === 'markdown' ? lengthOf(value.text) : lengthOfRows(value.rows)), 0);
    return total > most ? [refusal(at, `${type} blocks together must be less than ${most + 1} characters`)] : [];
  });
}

function lengthOfRows(rows: unknown): number {
  const cells = nodesOf(rows, '').map(({ value }) => value);
  return cells.filter(isRecord).reduce((sum, { text }) => sum + lengthOf(text), 0);
}

function lengthOf(text: unknown): number {
  return typeof text === 'string' ? plainLength(text) : 0;
}
