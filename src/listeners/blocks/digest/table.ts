import type { DataTableBlock, RichTextBlock } from '@slack/types';
import { accountLabel, type Directory } from '../../../workflows/facts/directory.js';
import type { ImageVerdict } from '../../../workflows/stale/types.js';
import { NOT_COVERED } from '../../../workflows/stale/stale-reasons.js';
import { mention, rich, section } from '../rich.js';
import { clean, cut, lengthOf } from '../text.js';
import type { StaleGroup } from './groups.js';
import { dollars } from './money.js';

type Cell = DataTableBlock['rows'][number][number];

/** Rows of a table without its header. (B: Data table block) */
export const MOST_ROWS = 200;
const ROWS_AT_ONCE = 10;
/** What the reasons may take once answers stand before them. */
const ANSWERED = 200;
const LONGEST = { name: 60, reasons: 220 } as const;

/** What a digest's tables show besides the verdicts. */
export interface TableOptions {
  readonly directory: Directory;
  /** The tag whose value may name a Slack user. */
  readonly ownerTag: string;
}

/** One place's stale AMIs, or a part of them: to be sorted by any column, with the reasons at hand. */
export function staleTable(
  { place, usd, rows }: StaleGroup,
  part: { readonly rows: readonly ImageVerdict[]; readonly isContinued: boolean },
  options: TableOptions,
): DataTableBlock {
  const where = `${accountLabel(options.directory, place.account)}, ${place.region}`;
  const continued = part.isContinued ? ' (continued)' : '';
  return {
    type: 'data_table',
    caption: `${where}: ${rows.length} stale, ${dollars(usd)} a month${continued}`,
    page_size: ROWS_AT_ONCE,
    row_header_column_index: 0,
    rows: [HEADER.map((heading) => text(heading)), ...part.rows.map((row) => cellsOf(row, options))],
  };
}

/** How many characters a row takes of what Slack allows. */
export function sizeOfRow(verdict: ImageVerdict, options: TableOptions): number {
  return cellsOf(verdict, options).reduce((sum, cell, index) => {
    return sum + (index === COLUMN.why ? Math.max(sizeOf(cell), ANSWERED) : sizeOf(cell));
  }, 0);
}

/** The Slack user that an AMI's owner tag names; nobody for any other value. */
export function ownerOf({ image }: ImageVerdict, ownerTag: string): string | undefined {
  const owner = (Object.hasOwn(image.tags, ownerTag) ? image.tags[ownerTag] : undefined)?.trim() ?? '';
  return /^[UW][A-Z0-9]{2,}$/.test(owner) ? owner : undefined;
}

/** Which cell of a row holds what. */
export const COLUMN = { why: 2, ami: 3 } as const;

/** What decides stands first: a narrow window shows few columns at once. */
const HEADER = ['Name', '$ a month', 'Why', 'AMI', 'Last launched', 'Created', 'Owner'] as const;

function cellsOf(verdict: ImageVerdict, { ownerTag }: TableOptions): Cell[] {
  const { image, cost } = verdict;
  // The first says when it was created and launched, for which there are columns.
  const [, ...reasons] = verdict.reasons;
  const owner = ownerOf(verdict, ownerTag);
  return [
    text(image.name, LONGEST.name),
    { type: 'raw_number', value: Math.round(cost.usd * 100) / 100, text: dollars(cost.usd) },
    text(reasons.filter((reason) => reason !== NOT_COVERED).join(' '), LONGEST.reasons),
    text(image.imageId),
    text(image.lastLaunchedAt?.slice(0, 10) ?? 'never'),
    text(image.createdAt.slice(0, 10)),
    owner === undefined ? text('–') : person(owner),
  ];
}

function text(words: string, most = 200): Cell {
  return { type: 'raw_text', text: cut(clean(words), most) || '–' };
}

function person(id: string): RichTextBlock {
  return rich(section(mention(id)));
}

function sizeOf(cell: Cell): number {
  return cell.type === 'rich_text' ? 20 : lengthOf(cell.text);
}
