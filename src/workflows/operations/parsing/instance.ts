import { plainHyphens } from '../grammar/words.js';
import { misread, quoted, read, type Reading } from './reading.js';

/** `i-` and 17 hexadecimal digits, 8 for old ones; fewer are an abbreviation. */
const INSTANCE_ID = /^i-[0-9a-f]{1,17}$/;
const HEXADECIMAL = /^[0-9a-f]{3,17}$/;

/** Reads the id of an instance, or the beginning of one. */
export function readInstance(word: string, field: string): Reading<string> {
  const id = plainHyphens(word.trim()).toLowerCase();
  if (INSTANCE_ID.test(id)) return read(id);
  return misread(
    '',
    field,
    `${quoted(word)} is no id of an instance: “i-” and up to 17 of the characters 0–9 and a–f.`,
    HEXADECIMAL.test(id) ? `i-${id}` : undefined,
  );
}
