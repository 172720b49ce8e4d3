import { describe, expect, test } from '@jest/globals';
import { sortRows } from '../../../../../sandbox/slack/web/blocks/data-table.js';
import type { Cell } from '../../../../../sandbox/slack/web/blocks/table-cell.js';
import { renderBlocks } from './rendered.js';

function word(text: string): Cell {
  return { type: 'raw_text', text };
}

function number(value: number): Cell {
  return { type: 'raw_number', value, text: `$${value}` };
}

const rows = [
  [word('b'), number(9)],
  [word('A'), number(10)],
  [word('c'), number(9)],
];

function firsts(sorted: readonly (readonly Cell[])[]): readonly string[] {
  return sorted.map(([cell]) => (cell?.type === 'raw_text' ? cell.text : ''));
}

describe('sortRows', () => {
  test('keeps the given order if no column is selected', () => {
    expect(firsts(sortRows(rows, null))).toEqual(['b', 'A', 'c']);
  });

  test('sorts words case-insensitively', () => {
    expect(firsts(sortRows(rows, { column: 0, direction: 'ascending' }))).toEqual(['A', 'b', 'c']);
  });

  test('sorts numbers by value and is stable', () => {
    expect(firsts(sortRows(rows, { column: 1, direction: 'ascending' }))).toEqual(['b', 'c', 'A']);
    expect(firsts(sortRows(rows, { column: 1, direction: 'descending' }))).toEqual(['A', 'b', 'c']);
  });
});

describe('DataTable', () => {
  test('shows only the first page and the number of pages', () => {
    const html = renderBlocks({
      type: 'data_table',
      caption: 'Costs',
      page_size: 2,
      rows: [[word('Name'), word('Cost')], ...rows],
    });

    expect(html).toContain('<caption><span class="caption-text">Costs</span></caption>');
    expect(html).toContain('1 of 2');
    expect(html).not.toContain('>c<');
  });
});
