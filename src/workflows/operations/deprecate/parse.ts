import type { ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { readImageInput } from '../parsing/image-input.js';
import { misread, settle, type Reading } from '../parsing/reading.js';
import { readDelay, readTime } from '../parsing/time.js';
import type { DeprecateInput } from './input.js';

/** Long enough for everybody to move, short enough to be remembered. */
const USUAL_DELAY = '30d';

export function parse(draft: Draft, { directory, now }: ParseContext): Parsed<DeprecateInput> {
  const image = readImageInput(draft, directory);
  const at = readWhen(draft, now);
  return settle([image, at], { ...image.value, at: at.value });
}

function readWhen({ date: [date = ''] = [], delay: [delay = ''] = [] }: Draft, now: string): Reading<string> {
  if (date !== '' && delay !== '') return misread('', 'delay', 'Say a date or a duration, not both.');
  return date === '' ? readDelay(delay === '' ? USUAL_DELAY : delay, now, 'delay') : readTime(date, 'date');
}
