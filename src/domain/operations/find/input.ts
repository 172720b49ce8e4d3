import { omitUndefined } from '../../model/omit-undefined.js';
import type { Draft } from '../../command-line/grammar.js';
import type { ParseContext, ParseResult } from '../contract.js';
import { parseOptionalRegion } from '../fields/location.js';
import { combine, invalid, type ParsedValue, valid } from '../fields/parsed.js';
import { z } from 'zod';

export type FindInput = z.infer<typeof findInput>;
export const findInput = z.strictObject({
  words: z.array(z.string()).min(1),
  region: z.string().optional(),
});

const MAX_WORDS = 10;
const MAX_WORD_LENGTH = 100;

export function parse(draft: Draft, { directory }: ParseContext): ParseResult<FindInput> {
  const words = parseWords(draft.words ?? []);
  const region = parseOptionalRegion(draft.region?.[0], directory);
  return combine([words, region], {
    words: [...words.value],
    ...omitUndefined({ region: region.value }),
  });
}

function parseWords(words: readonly string[]): ParsedValue<readonly string[]> {
  const trimmed = words.map((word) => word.trim()).filter((word) => word !== '');
  if (trimmed.length === 0)
    return invalid([], 'words', 'What to find is missing: “ubuntu 24.04”, or part of a name or tag.');
  if (trimmed.length > MAX_WORDS) return invalid([], 'words', `At most ${MAX_WORDS} words at once.`);
  if (trimmed.some((word) => word.length > MAX_WORD_LENGTH)) {
    return invalid([], 'words', `A word of more than ${MAX_WORD_LENGTH} characters is in no name.`);
  }
  return valid(trimmed);
}
