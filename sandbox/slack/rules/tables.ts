import { z } from 'zod';
import { richText } from './rich-text.js';
import { blockId, displayedString } from './text.js';

/** `table` and `data_table` (B: Table block, Data table block). */

const COLUMNS = 20;

const rawCell = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('raw_text'), text: displayedString(20_000) }),
  z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: displayedString(20_000) }),
]);

const cell = z.union([rawCell, richText]);

const columnSetting = z
  .strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() })
  .nullable();

export const table = z.strictObject({
  type: z.literal('table'),
  ...blockId,
  rows: z.array(z.array(cell).min(1).max(COLUMNS)).min(1).max(100),
  column_settings: z.array(columnSetting).max(COLUMNS).optional(),
});

export const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    ...blockId,
    caption: displayedString(),
    rows: z.tuple([z.array(rawCell).min(1).max(COLUMNS)], z.array(cell).min(1).max(COLUMNS)),
    page_size: z.int().min(1).max(100).optional(),
    row_header_column_index: z.int().min(0).optional(),
  })
  .refine(({ rows }) => rows.length >= 2, { path: ['rows'], error: 'must provide at least 2 items' })
  .refine(({ rows }) => rows.length <= 201, { path: ['rows'], error: 'no more than 201 items allowed' })
  .refine(({ rows: [first, ...rest] }) => rest.every((row) => row.length === first.length), {
    path: ['rows'],
    error: 'all rows must have the same number of cells',
  })
  .refine(({ rows: [first], row_header_column_index = 0 }) => row_header_column_index < first.length, {
    path: ['row_header_column_index'],
    error: 'must be the index of a column',
  });
