import type { KnownBlock } from '@slack/types';
import type { Digest } from '../../../workflows/digest/types.js';
import type { Operation } from '../../../workflows/operations/contract.js';
import type { ImageVerdict } from '../../../workflows/stale/types.js';
import { fit } from '../fit.js';
import type { Message } from '../message.js';
import { italic, rich, section } from '../rich.js';
import { answerButtons } from './answers.js';
import { driftBlocks } from './drift.js';
import { groupsOf, type StaleGroup } from './groups.js';
import { digestEnd, digestHead, digestText } from './summary.js';
import { MOST_ROWS, sizeOfRow, staleTable, type TableOptions } from './table.js';

/** Slack takes 20,000 characters of tables in a message, fewer when there is more beside them; answers come to it later. */
const BUDGET = { first: 8_000, next: 16_000 } as const;
/** What a table takes besides its rows. */
const TABLE = 200;
const MOST_TABLES = 20;
/** Some 1,800 AMIs: whoever has more of them begins with these. */
const MOST_PAGES = 20;

export interface DigestOptions extends TableOptions {
  /** Those that are there can be asked for in answer. */
  readonly operations: readonly Operation[];
  /** Has no thread for what does not fit. */
  readonly isPrivate?: boolean;
}

/** A digest as messages: the first with the summary and the costliest AMIs, the others for its thread. */
export function digestPages(digest: Digest, options: DigestOptions): readonly Message[] {
  const [first = [], ...others] = paginate(groupsOf(digest.report.stale), options);
  const shown = others.slice(0, MOST_PAGES);
  const left = digest.report.counts.stale - countOf([first, ...shown].flat());
  return [
    {
      text: digestText(digest),
      blocks: [
        ...digestHead(digest, options),
        ...tablesOf(first, options),
        ...restNote(digest, first, options),
        ...driftBlocks(digest.report.drift, options),
        ...digestEnd(digest, options),
        ...(digest.report.stale.length === 0 ? [] : [answerButtons(options.operations)]),
      ],
    },
    ...shown.map((page, index): Message => {
      const isLast = index === shown.length - 1 && left > 0;
      return {
        text: `Stale AMIs, part ${index + 2} of ${shown.length + 1}`,
        blocks: [...tablesOf(page, options), ...(isLast ? [note(`… ${left} more: /ami list stale`)] : [])],
      };
    }),
  ];
}

function restNote({ report }: Digest, first: readonly Part[], { isPrivate }: DigestOptions): readonly KnownBlock[] {
  const rest = report.counts.stale - countOf(first);
  if (rest === 0) return [];
  return [note(isPrivate === true ? `… ${rest} more: /ami list stale` : `… ${rest} more in the thread`)];
}

function countOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { rows }) => sum + rows.length, 0);
}

/** A part of a group that stands on one page. */
interface Part {
  readonly group: StaleGroup;
  readonly rows: readonly ImageVerdict[];
  readonly isContinued: boolean;
}

function paginate(groups: readonly StaleGroup[], options: TableOptions): readonly (readonly Part[])[] {
  const pages: Part[][] = [[]];
  function sizeOf(row: ImageVerdict): number {
    return sizeOfRow(row, options);
  }
  function fitting(rows: readonly ImageVerdict[], budget: number): number {
    return fit(rows, sizeOf, budget, MOST_ROWS).shown.length;
  }
  let left: number = BUDGET.first;
  for (const group of groups) {
    let from = 0;
    while (from < group.rows.length) {
      const page = pages.at(-1) ?? [];
      const count = page.length < MOST_TABLES ? fitting(group.rows.slice(from), left - TABLE) : 0;
      if (count === 0) {
        pages.push([]);
        left = BUDGET.next;
        continue;
      }
      const rows = group.rows.slice(from, from + count);
      page.push({ group, rows, isContinued: from > 0 });
      left -= TABLE + rows.reduce((sum, row) => sum + sizeOf(row), 0);
      from += count;
    }
  }
  return pages;
}

function tablesOf(parts: readonly Part[], options: TableOptions): readonly KnownBlock[] {
  return parts.map(({ group, rows, isContinued }) => staleTable(group, { rows, isContinued }, options));
}

function note(words: string): KnownBlock {
  return rich(section(italic(words)));
}
