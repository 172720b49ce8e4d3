import type { DataTableBlock, KnownBlock } from '@slack/types';
import { isAboutShares, type DigestAnnotation } from '../../../domain/digest/digest-message.js';
import type { Directory } from '../../../domain/model/directory.js';
import { granteeLabel } from '../../../domain/model/grantee.js';
import { fit, type Message } from '../kit/message.js';
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
import { DRIFT_BLOCK } from './drift.js';
import { TABLE_COLUMNS } from './table.js';

/** Per row: more than the latest would not fit beside its reasons. */
const MAX_ANNOTATIONS_PER_ROW = 2;
const MAX_REASONS_LENGTH = 90;
const BUDGET = 1_500;

/** A posted digest message, with later responses at the rows and shares that they concern. */
export function annotatedMessage(
  { text, blocks }: Message,
  annotations: readonly DigestAnnotation[],
  directory: Directory,
): Message {
  const onShares = annotations.filter(isAboutShares);
  const onImages = annotations.filter((annotation) => !isAboutShares(annotation));
  return {
    text,
    blocks: blocks.flatMap((block): readonly KnownBlock[] => {
      if (block.type === 'data_table') return [annotatedTable(block, onImages)];
      if (block.block_id !== DRIFT_BLOCK || onShares.length === 0) return [block];
      return [block, shareAnnotations(onShares, directory)];
    }),
  };
}

type Cell = DataTableBlock['rows'][number][number];

function annotatedTable(table: DataTableBlock, annotations: readonly DigestAnnotation[]): DataTableBlock {
  return {
    ...table,
    rows: table.rows.map((row) => {
      const imageId = cellText(row[TABLE_COLUMNS.ami]);
      const rowAnnotations = annotations
        .filter((annotation) => annotation.imageId === imageId)
        .slice(-MAX_ANNOTATIONS_PER_ROW);
      return rowAnnotations.length === 0
        ? row
        : row.map((cell, index) => (index === TABLE_COLUMNS.why ? annotatedCell(cell, rowAnnotations) : cell));
    }),
  };
}

/** Responses precede the reasons. */
function annotatedCell(cell: Cell, annotations: readonly DigestAnnotation[]): Cell {
  const annotationTexts = annotations.flatMap((annotation) => [...annotationText(annotation), literal('. ')]);
  return rich(richSection(...annotationTexts, foreignText(cellText(cell), MAX_REASONS_LENGTH)));
}

function cellText(cell: Cell | undefined): string {
  return cell?.type === 'raw_text' ? cell.text : '';
}

function annotationText({ by, response }: DigestAnnotation): readonly RichTextLeaf[] {
  switch (response.kind) {
    case 'exempted':
      return [bold(`Kept until ${response.until.slice(0, 10)}`), literal(' by '), mention(by.userId)];
    case 'requested':
      return [
        bold(`${capitalize(response.operation)} requested`),
        literal(' by '),
        mention(by.userId),
        literal(`: ${response.request}`),
      ];
    case 'adopted':
      return [
        bold('adopted'),
        literal(' by '),
        mention(by.userId),
        ...(response.missing === 0
          ? []
          : [literal(`; ${response.missing} more ${response.missing === 1 ? 'has' : 'have'} to`)]),
      ];
  }
}

function shareAnnotations(annotations: readonly DigestAnnotation[], directory: Directory): KnownBlock {
  const lines = annotations.map((annotation): readonly RichTextLeaf[] => {
    const { name, imageId, response } = annotation;
    const recipient =
      response.kind === 'adopted'
        ? [literal(' with '), foreignText(granteeLabel(response.grantee, directory), 120)]
        : [];
    return [
      foreignText(name ?? imageId, 80),
      literal(` (${imageId})`),
      ...recipient,
      literal(': '),
      ...annotationText(annotation),
    ];
  });
  const { shown, hidden } = fit(lines.toReversed(), textCost, BUDGET);
  return rich(
    richSection(bold('Answered:')),
    bullets([...shown, ...(hidden === 0 ? [] : [[italic(`… ${hidden} earlier`)]])]),
  );
}

function capitalize(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
