import type { Sheet } from '../contract.js';
import { clip } from '../planning/wording.js';

export type Section = Sheet['sections'][number];
/** A label and what there is to say, and the Slack user who said it; nothing to say, no row. */
export type Row = readonly [label: string, value: string | undefined, by?: string | undefined];

const LONGEST_LABEL = 150;
const LONGEST_VALUE = 1_000;

export function section(heading: string, rows: readonly Row[]): Section {
  return {
    heading,
    rows: rows.flatMap(([label, value, by]) =>
      value === undefined || value.trim() === ''
        ? []
        : [
            {
              label: clip(label, LONGEST_LABEL),
              value: clip(value, LONGEST_VALUE),
              ...(by === undefined ? {} : { by }),
            },
          ],
    ),
  };
}
