import type { DataTableBlock, KnownBlock } from '@slack/types';
import { isAboutShares, type ShownAnswer } from '../../../workflows/digest/shown.js';
import type { Directory } from '../../../workflows/facts/directory.js';
import { granteeLabel } from '../../../workflows/operations/planning/grantee.js';
import { fit } from '../fit.js';
import type { Message } from '../message.js';
import { bold, bullets, italic, mention, rich, said, section, sizeOf, words, type Leaf } from '../rich.js';
import { DRIFT_BLOCK } from './drift.js';
import { COLUMN } from './table.js';

/** Of a row: more than the latest would not fit beside its reasons. */
const MOST_ON_ROW = 2;
const LONGEST_REASONS = 90;
const BUDGET = 1_500;

/** A message of a digest as it was posted, with what was answered since at the rows and shares that it is about. */
export function answeredMessage(
  { text, blocks }: Message,
  answers: readonly ShownAnswer[],
  directory: Directory,
): Message {
  const aboutShares = answers.filter(isAboutShares);
  const aboutImages = answers.filter((answer) => !isAboutShares(answer));
  return {
    text,
    blocks: blocks.flatMap((block): readonly KnownBlock[] => {
      if (block.type === 'data_table') return [answeredTable(block, aboutImages)];
      if (block.block_id !== DRIFT_BLOCK || aboutShares.length === 0) return [block];
      return [block, sharesAnswered(aboutShares, directory)];
    }),
  };
}

type Cell = DataTableBlock['rows'][number][number];

function answeredTable(table: DataTableBlock, answers: readonly ShownAnswer[]): DataTableBlock {
  return {
    ...table,
    rows: table.rows.map((row) => {
      const imageId = textOf(row[COLUMN.ami]);
      const about = answers.filter((answer) => answer.imageId === imageId).slice(-MOST_ON_ROW);
      return about.length === 0
        ? row
        : row.map((cell, index) => (index === COLUMN.why ? answeredCell(cell, about) : cell));
    }),
  };
}

/** Who answered what stands before the reasons. */
function answeredCell(cell: Cell, answers: readonly ShownAnswer[]): Cell {
  const told = answers.flatMap((answer) => [...answerLeaves(answer), words('. ')]);
  return rich(section(...told, said(textOf(cell), LONGEST_REASONS)));
}

function textOf(cell: Cell | undefined): string {
  return cell?.type === 'raw_text' ? cell.text : '';
}

function answerLeaves({ by, what }: ShownAnswer): readonly Leaf[] {
  switch (what.kind) {
    case 'kept':
      return [bold(`Kept until ${what.until.slice(0, 10)}`), words(' by '), mention(by.userId)];
    case 'asked':
      return [
        bold(`${capital(what.operation)} asked for`),
        words(' by '),
        mention(by.userId),
        words(`: ${what.request}`),
      ];
    case 'adopted':
      return [
        bold('adopted'),
        words(' by '),
        mention(by.userId),
        ...(what.missing === 0 ? [] : [words(`; ${what.missing} more ${what.missing === 1 ? 'has' : 'have'} to`)]),
      ];
  }
}

function sharesAnswered(answers: readonly ShownAnswer[], directory: Directory): KnownBlock {
  const lines = answers.map((answer): readonly Leaf[] => {
    const { name, imageId, what } = answer;
    const whom = what.kind === 'adopted' ? [words(' with '), said(granteeLabel(what.grantee, directory), 120)] : [];
    return [said(name ?? imageId, 80), words(` (${imageId})`), ...whom, words(': '), ...answerLeaves(answer)];
  });
  const { shown, hidden } = fit(lines.toReversed(), sizeOf, BUDGET);
  return rich(
    section(bold('Answered:')),
    bullets([...shown, ...(hidden === 0 ? [] : [[italic(`… ${hidden} earlier`)]])]),
  );
}

function capital(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
