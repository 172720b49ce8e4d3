import type { ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { readImageInput } from '../parsing/image-input.js';
import { settle } from '../parsing/reading.js';
import { readSpan } from '../parsing/time.js';
import type { RetireInput } from './input.js';

const USUAL = '30d';

export function parse(draft: Draft, { directory }: ParseContext): Parsed<RetireInput> {
  const image = readImageInput(draft, directory);
  const said = draft.over?.[0] ?? '';
  const over = readSpan(said.trim() === '' ? USUAL : said, 'over');
  return settle([image, over], { ...image.value, overMs: over.value, snapshots: draft.snapshots !== undefined });
}
