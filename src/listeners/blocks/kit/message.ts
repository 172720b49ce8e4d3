import type { KnownBlock, RichTextList } from '@slack/types';
import { bullets, italic, type RichTextLeaf, textCost } from './rich.js';

/** What is shown in a channel, a direct message or a private answer. */
export interface Message {
  /** Shown alone where blocks are not: notifications, screen readers. Escaped, for `parse: none`. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

export interface Fit<T> {
  readonly shown: readonly T[];
  /** How many more there are. */
  readonly hidden: number;
}

/** As many of the first items as fit into a budget together; sizes and budget in the same unit. */
export function fit<T>(
  items: readonly T[],
  sizeOf: (item: T) => number,
  budget: number,
  maxItems = items.length,
): Fit<T> {
  let remaining = budget;
  let count = 0;
  for (const item of items.slice(0, maxItems)) {
    remaining -= sizeOf(item);
    if (remaining < 0) break;
    count += 1;
  }
  return { shown: items.slice(0, count), hidden: items.length - count };
}

/** A list of the first lines that fit into a budget, as `textCost` counts, and of how many more there are. */
export function boundedBullets(
  lines: readonly (readonly RichTextLeaf[])[],
  budget: number,
  maxLines = lines.length,
): RichTextList {
  const { shown, hidden } = fit(lines, textCost, budget, maxLines);
  return bullets([...shown, ...(hidden === 0 ? [] : [[italic(`… ${hidden} more`)]])]);
}
