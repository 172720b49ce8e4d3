import type { KnownBlock } from '@slack/types';
import type { Report } from '../../../domain/operations/contract.js';
import { button } from '../request/buttons.js';
import { findingLists } from '../kit/findings.js';
import { fit, type Message } from '../kit/message.js';
import { ACTION } from '../kit/ids.js';
import {
  bold,
  bullets,
  italic,
  mention,
  rich,
  foreignText,
  richSection,
  textCost,
  literal,
  type RichTextLeaf,
} from '../kit/rich.js';
import { sanitize, truncateForSlack, inlineCode } from '../kit/text.js';

const MAX_SECTIONS = 20;
const BUDGET = { sections: 8_000, findings: 2_500 } as const;

/** The answer of an operation that only answers; `next` is the value of the button for the next page. */
export function reportMessage({ title, sections, findings }: Report, next?: string): Message {
  const found = findingLists(findings, BUDGET.findings);
  const blocks: KnownBlock[] = [
    { type: 'header', text: { type: 'plain_text', text: truncateForSlack(sanitize(title), 150) || '–', emoji: false } },
    ...(found.length === 0 ? [] : [rich(...found)]),
    ...sectionBlocks(sections),
    ...(next === undefined ? [] : [moreButton(next)]),
  ];
  return { text: inlineCode(title, 300), blocks };
}

function moreButton(next: string): KnownBlock {
  return { type: 'actions', elements: [button(ACTION.nextSearchPage, 'More', next)] };
}

/** Sections share one budget: a long one leaves less for the last ones. */
function sectionBlocks(sections: Report['sections']): readonly KnownBlock[] {
  let remaining: number = BUDGET.sections;
  const { shown, hidden } = fit(sections, () => 1, MAX_SECTIONS);
  const blocks = shown.map(({ heading, rows }) => {
    const lines = rows.map(rowLine);
    const fitting = fit(lines, textCost, remaining);
    remaining -= fitting.shown.reduce((sum, line) => sum + textCost(line), 0);
    const items = [...fitting.shown, ...(fitting.hidden === 0 ? [] : [[italic(`… ${fitting.hidden} more`)]])];
    return rich(richSection(bold(heading, 100)), ...(items.length === 0 ? [] : [bullets(items)]));
  });
  return hidden === 0 ? blocks : [...blocks, rich(richSection(italic(`… ${hidden} more`)))];
}

function rowLine({ label, value, by }: Report['sections'][number]['rows'][number]): readonly RichTextLeaf[] {
  return [
    bold(label, 60),
    literal(': '),
    foreignText(value),
    ...(by === undefined ? [] : [literal(' – '), mention(by)]),
  ];
}
