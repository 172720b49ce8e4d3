import type { ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { misread, read, settle, type Reading } from '../parsing/reading.js';
import { readOptionalRegion } from '../parsing/place.js';
import type { FindInput } from './input.js';

const MOST_WORDS = 10;
const LONGEST_WORD = 100;

export function parse(draft: Draft, { directory }: ParseContext): Parsed<FindInput> {
  const words = readWords(draft.words ?? []);
  const region = readOptionalRegion(draft.region?.[0], directory);
  return settle([words, region], {
    words: [...words.value],
    ...(region.value === undefined ? {} : { region: region.value }),
  });
}

function readWords(words: readonly string[]): Reading<readonly string[]> {
  const said = words.map((word) => word.trim()).filter((word) => word !== '');
  if (said.length === 0)
    return misread([], 'words', 'What to find is missing: “ubuntu 24.04”, or part of a name or tag.');
  if (said.length > MOST_WORDS) return misread([], 'words', `At most ${MOST_WORDS} words at once.`);
  if (said.some((word) => word.length > LONGEST_WORD)) {
    return misread([], 'words', `A word of more than ${LONGEST_WORD} characters is in no name.`);
  }
  return read(said);
}
