import type { Sheet } from '../contract.js';
import { clip } from '../planning/wording.js';

export type Section = Sheet['sections'][number];
/** A label and what there is to say; nothing to say, no row. */
export type Row = readonly [label: string, value: string | undefined];

const LONGEST_LABEL = 150;
const LONGEST_VALUE = 1_000;

export function section(heading: string, rows: readonly Row[]): Section {
  return {
    heading,
    rows: rows.flatMap(([label, value]) =>
      value === undefined || value.trim() === ''
        ? []
        : [{ label: clip(label, LONGEST_LABEL), value: clip(value, LONGEST_VALUE) }],
    ),
  };
}
