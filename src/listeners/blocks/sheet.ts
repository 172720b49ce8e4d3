import type { KnownBlock } from '@slack/types';
import type { Sheet } from '../../workflows/operations/contract.js';
import { button } from './buttons.js';
import { findingLists } from './findings.js';
import { fit } from './fit.js';
import { ACTION } from './ids.js';
import type { Message } from './message.js';
import { bold, bullets, italic, mention, rich, said, section, sizeOf, words, type Leaf } from './rich.js';
import { clean, cut, quoted } from './text.js';

const MOST_SECTIONS = 20;
const BUDGET = { sections: 8_000, findings: 2_500 } as const;

/** The answer of an operation that only answers; `next` is the value of the button for the next page. */
export function sheetMessage({ title, sections, findings }: Sheet, next?: string): Message {
  const found = findingLists(findings, BUDGET.findings);
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: cut(clean(title), 150) || '–', emoji: false } },
    ...(found.length === 0 ? [] : [rich(...found)]),
    ...sectionBlocks(sections),
    ...(next === undefined ? [] : [moreButton(next)]),
  ];
  return { text: quoted(title, 300), blocks };
}

function moreButton(next: string): KnownBlock {
  return { type: 'actions', elements: [button(ACTION.moreFound, 'More', next)] };
}

/** Sections share one budget: what a long one takes, the last ones lack. */
function sectionBlocks(sections: Sheet['sections']): readonly KnownBlock[] {
  let left: number = BUDGET.sections;
  const { shown, hidden } = fit(sections, () => 1, MOST_SECTIONS);
  const blocks = shown.map(({ heading, rows }) => {
    const lines = rows.map(rowLine);
    const fitting = fit(lines, sizeOf, left);
    left -= fitting.shown.reduce((sum, line) => sum + sizeOf(line), 0);
    const items = [...fitting.shown, ...(fitting.hidden === 0 ? [] : [[italic(`… ${fitting.hidden} more`)]])];
    return rich(section(bold(heading, 100)), ...(items.length === 0 ? [] : [bullets(items)]));
  });
  return hidden === 0 ? blocks : [...blocks, rich(section(italic(`… ${hidden} more`)))];
}

function rowLine({ label, value, by }: Sheet['sections'][number]['rows'][number]): readonly Leaf[] {
  return [bold(label, 60), words(': '), said(value), ...(by === undefined ? [] : [words(' – '), mention(by)])];
}
