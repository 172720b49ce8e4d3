import { omitUndefined } from '../model/omit-undefined.js';
import type { Report } from './contract.js';
import { truncate } from '../model/format.js';

export type Section = Report['sections'][number];
/** A label, a value, and the Slack user it comes from. No value, no row. */
export type Row = readonly [label: string, value: string | undefined, by?: string | undefined];

const MAX_LABEL_LENGTH = 150;
const MAX_VALUE_LENGTH = 1_000;

export function section(heading: string, rows: readonly Row[]): Section {
  return {
    heading,
    rows: rows.flatMap(([label, value, by]) =>
      value === undefined || value.trim() === ''
        ? []
        : [
            {
              label: truncate(label, MAX_LABEL_LENGTH),
              value: truncate(value, MAX_VALUE_LENGTH),
              ...omitUndefined({ by }),
            },
          ],
    ),
  };
}
