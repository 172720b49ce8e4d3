import type { KnownBlock } from '@slack/types';
import type { Digest } from '../../../domain/digest/types.js';
import type { Operation } from '../../../domain/operations/contract.js';
import type { ImageVerdict } from '../../../domain/stale/types.js';
import { fit, type Message } from '../kit/message.js';
import { italic, rich, richSection } from '../kit/rich.js';
import { responseButtons } from './responses.js';
import { driftBlocks } from './drift.js';
import { groupByPlace, type StaleGroup, MAX_ROWS, rowTextCost, staleTable, type TableOptions } from './table.js';
import { digestFooter, digestHeader, digestFallbackText } from './summary.js';

/** Slack takes 20,000 characters of tables in a message, fewer with other blocks. Responses are added later. */
const BUDGET = { first: 8_000, next: 16_000 } as const;
/** The size of a table without its rows. */
const TABLE = 200;
const MAX_TABLES = 20;
/** Some 1,800 AMIs. An organization with more starts with these. */
const MAX_PAGES = 20;

export interface DigestOptions extends TableOptions {
  /** Existing operations can be requested in response. */
  readonly operations: readonly Operation[];
  /** Has no thread for what does not fit. */
  readonly isPrivate?: boolean;
}

/** A digest as messages: the first with the summary and the costliest AMIs, the others for its thread. */
export function digestPages(digest: Digest, options: DigestOptions): readonly Message[] {
  const [first = [], ...others] = paginate(groupByPlace(digest.report.stale), options);
  const shown = others.slice(0, MAX_PAGES);
  const remaining = digest.report.counts.stale - rowCount([first, ...shown].flat());
  return [
    {
      text: digestFallbackText(digest),
      blocks: [
        ...digestHeader(digest, options),
        ...toTables(first, options),
        ...remainderNote(digest, first, options),
        ...driftBlocks(digest.report.drift, options),
        ...digestFooter(digest, options),
        ...(digest.report.stale.length === 0 ? [] : [responseButtons(options.operations)]),
      ],
    },
    ...shown.map((page, index): Message => {
      const isLast = index === shown.length - 1 && remaining > 0;
      return {
        text: `Stale AMIs, part ${index + 2} of ${shown.length + 1}`,
        blocks: [...toTables(page, options), ...(isLast ? [note(`… ${remaining} more: /ami list stale`)] : [])],
      };
    }),
  ];
}

function remainderNote(
  { report }: Digest,
  first: readonly Part[],
  { isPrivate }: DigestOptions,
): readonly KnownBlock[] {
  const rest = report.counts.stale - rowCount(first);
  if (rest === 0) return [];
  return [note(isPrivate === true ? `… ${rest} more: /ami list stale` : `… ${rest} more in the thread`)];
}

function rowCount(parts: readonly Part[]): number {
  return parts.reduce((sum, { rows }) => sum + rows.length, 0);
}

/** The part of a group on one page. */
interface Part {
  readonly group: StaleGroup;
  readonly rows: readonly ImageVerdict[];
  readonly isContinued: boolean;
}

function paginate(groups: readonly StaleGroup[], options: TableOptions): readonly (readonly Part[])[] {
  const pages: Part[][] = [[]];
  function sizeOf(row: ImageVerdict): number {
    return rowTextCost(row, options);
  }
  function fitting(rows: readonly ImageVerdict[], budget: number): number {
    return fit(rows, sizeOf, budget, MAX_ROWS).shown.length;
  }
  let remaining: number = BUDGET.first;
  for (const group of groups) {
    let from = 0;
    while (from < group.rows.length) {
      const page = pages.at(-1) ?? [];
      const count = page.length < MAX_TABLES ? fitting(group.rows.slice(from), remaining - TABLE) : 0;
      if (count === 0) {
        pages.push([]);
        remaining = BUDGET.next;
        continue;
      }
      const rows = group.rows.slice(from, from + count);
      page.push({ group, rows, isContinued: from > 0 });
      remaining -= TABLE + rows.reduce((sum, row) => sum + sizeOf(row), 0);
      from += count;
    }
  }
  return pages;
}

function toTables(parts: readonly Part[], options: TableOptions): readonly KnownBlock[] {
  return parts.map(({ group, rows, isContinued }) => staleTable(group, { rows, isContinued }, options));
}

function note(words: string): KnownBlock {
  return rich(richSection(italic(words)));
}
