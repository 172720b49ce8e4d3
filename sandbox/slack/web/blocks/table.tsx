import * as z from 'zod';
import { CellContent, cellSchema } from './table-cell.js';

export const tableSchema = z.object({
  type: z.literal('table'),
  rows: z.array(z.array(cellSchema)),
  column_settings: z
    .array(
      z
        .object({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() })
        .nullable(),
    )
    .optional(),
});

type TableBlock = z.infer<typeof tableSchema>;

export function Table({ block }: { readonly block: TableBlock }) {
  const [header = [], ...rows] = block.rows;
  return (
    <div class="table-scroll" role="region" aria-label="Table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {header.map((cell, column) => (
              <th key={column} scope="col" class={columnClass(block, column)}>
                <CellContent cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} class={columnClass(block, column)}>
                  <CellContent cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function columnClass({ column_settings }: TableBlock, column: number): string {
  const settings = column_settings?.[column];
  return `align-${settings?.align ?? 'left'}${settings?.is_wrapped === true ? ' wrapped' : ''}`;
}
