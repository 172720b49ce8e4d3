import type { Draft } from '../../command-line/grammar.js';
import type { ParseContext, ParseResult } from '../contract.js';
import { imageInput, parseImageInput } from '../fields/image.js';
import { combine, invalid, type ParsedValue } from '../fields/parsed.js';
import { parseFutureTime, parseTime } from '../fields/time.js';
import { z } from 'zod';

export type DeprecateInput = z.infer<typeof deprecateInput>;
export const deprecateInput = z.strictObject({
  ...imageInput,
  /** The effective date. A duration counts from the time of the command. */
  at: z.iso.datetime(),
});

/** Long enough for users to migrate, short enough to be remembered. */
const DEFAULT_DELAY = '30d';

export function parse(draft: Draft, { directory, now }: ParseContext): ParseResult<DeprecateInput> {
  const image = parseImageInput(draft, directory);
  const at = parseDeprecationTime(draft, now);
  return combine([image, at], { ...image.value, at: at.value });
}

function parseDeprecationTime(
  { date: [date = ''] = [], delay: [delay = ''] = [] }: Draft,
  now: string,
): ParsedValue<string> {
  if (date !== '' && delay !== '') return invalid('', 'delay', 'Enter a date or a duration, not both.');
  return date === '' ? parseFutureTime(delay === '' ? DEFAULT_DELAY : delay, now, 'delay') : parseTime(date, 'date');
}
