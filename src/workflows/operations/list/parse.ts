import type { ParseContext, Parsed } from '../contract.js';
import { nearest } from '../grammar/nearest.js';
import type { Draft } from '../grammar/types.js';
import { readPlace } from '../parsing/place.js';
import { misread, quoted, read, settle, type Reading } from '../parsing/reading.js';
import { WHICH, type ListInput } from './input.js';

export function parse(draft: Draft, { directory }: ParseContext): Parsed<ListInput> {
  const which = readWhich(draft.which?.[0]);
  const place = readPlace(draft, directory);
  return settle([which, place], {
    ...(which.value === undefined ? {} : { which: which.value }),
    ...place.value,
  });
}

function readWhich(word: string | undefined): Reading<ListInput['which']> {
  if (word === undefined || word.trim() === '') return read(undefined);
  const said = word.trim().toLowerCase();
  const which = WHICH.find((name) => name === said);
  if (which !== undefined) return read(which);
  const text = `${quoted(word)} is no list of AMIs. There are ${WHICH.join(', ')}; without a word it lists all.`;
  return misread(undefined, 'which', text, nearest(said, WHICH));
}
