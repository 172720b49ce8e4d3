import { accountLabel, type Directory, type AccountRegion } from '../../../domain/model/directory.js';
import { UNCHECKED_USAGE_NOTE } from '../../../domain/stale/reasons.js';
import type { ImageVerdict } from '../../../domain/stale/types.js';
import { mention, rich, richSection } from '../kit/rich.js';
import { formatUsd, sanitize, slackLength, truncateForSlack } from '../kit/text.js';
import type { DataTableBlock, RichTextBlock } from '@slack/types';

/** The stale AMIs of one account and Region. */
export interface StaleGroup {
  readonly place: AccountRegion;
  readonly usd: number;
  /** The costliest first. */
  readonly rows: readonly ImageVerdict[];
}

/** The costliest place first, and in it the costliest AMI. */
export function groupByPlace(stale: readonly ImageVerdict[]): readonly StaleGroup[] {
  const groups = new Map<string, ImageVerdict[]>();
  for (const verdict of stale) {
    const key = `${verdict.image.account} ${verdict.image.region}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [verdict]);
    else group.push(verdict);
  }
  return [...groups.values()].flatMap(toGroup).toSorted((one, other) => other.usd - one.usd);
}

function toGroup(rows: readonly ImageVerdict[]): readonly StaleGroup[] {
  const [first] = rows;
  if (first === undefined) return [];
  const { account, region } = first.image;
  const usd = rows.reduce((sum, { cost }) => sum + cost.usd, 0);
  return [{ place: { account, region }, usd, rows: rows.toSorted((one, other) => other.cost.usd - one.cost.usd) }];
}

type Cell = DataTableBlock['rows'][number][number];

/** Rows of a table without its header. (B: Data table block) */
export const MAX_ROWS = 200;
const TABLE_PAGE_SIZE = 10;
/** What the reasons may take once answers stand before them. */
const ANNOTATION_RESERVE = 200;
const MAX_LENGTH = { name: 60, reasons: 220 } as const;

/** What the tables of a digest show besides the verdicts. */
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
    caption: `${where}: ${rows.length} stale, ${formatUsd(usd)} a month${continued}`,
    page_size: TABLE_PAGE_SIZE,
    row_header_column_index: 0,
    rows: [HEADER.map((heading) => textCell(heading)), ...part.rows.map((row) => toCells(row, options))],
  };
}

/** The characters of a row that count towards Slack's limit. */
export function rowTextCost(verdict: ImageVerdict, options: TableOptions): number {
  return toCells(verdict, options).reduce((sum, cell, index) => {
    return sum + (index === TABLE_COLUMNS.why ? Math.max(cellTextCost(cell), ANNOTATION_RESERVE) : cellTextCost(cell));
  }, 0);
}

/** The Slack user in an AMI's owner tag. `undefined` for any other value. */
export function ownerFromTag({ image }: ImageVerdict, ownerTag: string): string | undefined {
  const owner = (Object.hasOwn(image.tags, ownerTag) ? image.tags[ownerTag] : undefined)?.trim() ?? '';
  return /^[UW][A-Z0-9]{2,}$/.test(owner) ? owner : undefined;
}

/** The order of the cells of a row. */
export const TABLE_COLUMNS = { why: 2, ami: 3 } as const;

/** The most important columns come first: a narrow window shows few. */
const HEADER = ['Name', '$ a month', 'Why', 'AMI', 'Last launched', 'Created', 'Owner'] as const;

function toCells(verdict: ImageVerdict, { ownerTag }: TableOptions): Cell[] {
  const { image, cost } = verdict;
  // The first reason repeats creation and launch, which have their own columns.
  const [, ...reasons] = verdict.reasons;
  const owner = ownerFromTag(verdict, ownerTag);
  return [
    textCell(image.name, MAX_LENGTH.name),
    { type: 'raw_number', value: Math.round(cost.usd * 100) / 100, text: formatUsd(cost.usd) },
    textCell(reasons.filter((reason) => reason !== UNCHECKED_USAGE_NOTE).join(' '), MAX_LENGTH.reasons),
    textCell(image.imageId),
    textCell(image.lastLaunchedAt?.slice(0, 10) ?? 'never'),
    textCell(image.createdAt.slice(0, 10)),
    owner === undefined ? textCell('–') : userCell(owner),
  ];
}

function textCell(words: string, maxLength = 200): Cell {
  return { type: 'raw_text', text: truncateForSlack(sanitize(words), maxLength) || '–' };
}

function userCell(id: string): RichTextBlock {
  return rich(richSection(mention(id)));
}

function cellTextCost(cell: Cell): number {
  return cell.type === 'rich_text' ? 20 : slackLength(cell.text);
}
