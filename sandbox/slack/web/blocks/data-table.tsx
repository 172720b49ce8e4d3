import { useState } from 'preact/hooks';
import * as z from 'zod';
import { CellContent, cellSchema, cellText, compareCells, type Cell } from './table-cell.js';

export const dataTableSchema = z.object({
  type: z.literal('data_table'),
  caption: z.string(),
  rows: z.array(z.array(cellSchema)).min(1),
  page_size: z.number().min(1).max(100).default(5),
  row_header_column_index: z.number().optional(),
});

type DataTableBlock = z.infer<typeof dataTableSchema>;
type Row = readonly Cell[];

/** Texts with more characters than this are wrapped. */
const LONG_TEXT = 40;

interface Order {
  readonly column: number;
  readonly direction: 'ascending' | 'descending';
}

/** Rows in the sort order. Equal rows stay in the app's order. */
export function sortRows(rows: readonly Row[], order: Order | null): readonly Row[] {
  if (order === null) return rows;
  const sign = order.direction === 'ascending' ? 1 : -1;
  return rows.toSorted((left, right) => {
    const [a, b] = [left[order.column], right[order.column]];
    return a === undefined || b === undefined ? 0 : sign * compareCells(a, b);
  });
}

export function DataTable({ block }: { readonly block: DataTableBlock }) {
  const [order, setOrder] = useState<Order | null>(null);
  const [wantedPage, setPage] = useState(0);
  const [header = [], ...rows] = block.rows;
  const pages = Math.max(1, Math.ceil(rows.length / block.page_size));
  const page = Math.min(wantedPage, pages - 1);
  const shown = sortRows(rows, order).slice(page * block.page_size, (page + 1) * block.page_size);

  return (
    <div class="data-table">
      <div class="table-scroll" role="region" aria-label={block.caption} tabIndex={0}>
        <table>
          <caption>
            <span class="caption-text">{block.caption}</span>
          </caption>
          <thead>
            <tr>
              {header.map((cell, column) => (
                <th
                  key={column}
                  scope="col"
                  class={cellAlign(rows[0]?.[column])}
                  aria-sort={order?.column === column ? order.direction : 'none'}
                >
                  <button type="button" class="sort" onClick={() => setOrder(nextOrder(order, column))}>
                    {cellText(cell)}
                    <span aria-hidden="true">{sortMark(order, column)}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              <tr key={index}>
                {row.map((cell, column) => (
                  <DataCell key={column} cell={cell} isHeader={column === block.row_header_column_index} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 ? (
        <nav class="pager" aria-label={`Pages of ${block.caption}`}>
          <button type="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
            Previous
          </button>
          <span>
            {page + 1} of {pages}
          </span>
          <button type="button" disabled={page === pages - 1} onClick={() => setPage(page + 1)}>
            Next
          </button>
        </nav>
      ) : null}
    </div>
  );
}

function DataCell({ cell, isHeader }: { readonly cell: Cell; readonly isHeader: boolean }) {
  if (!isHeader) {
    return (
      <td class={cellText(cell).length > LONG_TEXT ? 'align-left long-text' : cellAlign(cell)}>
        <CellContent cell={cell} />
      </td>
    );
  }
  return (
    <th scope="row" class={cellAlign(cell)}>
      <CellContent cell={cell} />
    </th>
  );
}

function cellAlign(cell: Cell | undefined): string {
  return cell?.type === 'raw_number' ? 'align-right' : 'align-left';
}

function nextOrder(order: Order | null, column: number): Order | null {
  if (order?.column !== column) return { column, direction: 'ascending' };
  return order.direction === 'ascending' ? { column, direction: 'descending' } : null;
}

function sortMark(order: Order | null, column: number): string {
  if (order?.column !== column) return '';
  return order.direction === 'ascending' ? ' ▲' : ' ▼';
}
