import * as z from 'zod';
import { RichText, richTextSchema, richTextPlainText } from './rich-text.js';

export const cellSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('raw_text'), text: z.string() }),
  z.object({ type: z.literal('raw_number'), value: z.number(), text: z.string() }),
  richTextSchema,
]);

export type Cell = z.infer<typeof cellSchema>;

export function CellContent({ cell }: { readonly cell: Cell }) {
  return cell.type === 'rich_text' ? <RichText block={cell} /> : <>{cell.text}</>;
}

/** Compares two cells of one column as Slack's client does: numbers by value, everything else as text. */
export function compareCells(left: Cell, right: Cell): number {
  if (left.type === 'raw_number' && right.type === 'raw_number') return left.value - right.value;
  return cellText(left).localeCompare(cellText(right), 'en', { numeric: true, sensitivity: 'base' });
}

export function cellText(cell: Cell): string {
  return cell.type === 'rich_text' ? richTextPlainText(cell) : cell.text;
}
