import { DURATION_UNITS, millisecondsOf } from '../../facts/duration.js';
import type { ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { readImageInput } from '../parsing/image-input.js';
import { misread, quoted, read, settle, type Reading } from '../parsing/reading.js';
import type { RetireInput } from './input.js';

const USUAL = '30d';
/** Less leaves nobody the time to read what is announced; more is forgotten by whoever asked. */
const SHORTEST_MS = 10 * DURATION_UNITS.m;
const LONGEST_MS = 730 * DURATION_UNITS.d;

export function parse(draft: Draft, { directory }: ParseContext): Parsed<RetireInput> {
  const image = readImageInput(draft, directory);
  const over = readOver(draft.over?.[0] ?? '');
  return settle([image, over], { ...image.value, overMs: over.value, snapshots: draft.snapshots !== undefined });
}

function readOver(word: string): Reading<number> {
  const said = word.trim() === '' ? USUAL : word.trim().toLowerCase();
  const ms = millisecondsOf(said);
  if (ms === undefined) return misread(0, 'over', `${quoted(word)} is no duration: 30d, 2w or 12h, for example.`);
  if (ms < SHORTEST_MS) return misread(0, 'over', `${quoted(word)} is too short: 10 minutes are the least.`, '10m');
  return ms > LONGEST_MS
    ? misread(0, 'over', `${quoted(word)} is too long: two years are the most.`, '730d')
    : read(ms);
}
