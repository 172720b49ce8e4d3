import { omitUndefined } from '../../model/omit-undefined.js';
import { closestMatch } from '../../command-line/closest-match.js';
import type { Draft } from '../../command-line/grammar.js';
import type { ParseContext, ParseResult } from '../contract.js';
import { parsePlace } from '../fields/location.js';
import { combine, invalid, type ParsedValue, quoteInput, valid } from '../fields/parsed.js';
import { z } from 'zod';

const IMAGE_LISTS = ['stale', 'shared', 'public'] as const;

export type ListInput = z.infer<typeof listInput>;
export const listInput = z.strictObject({
  /** All of them without. */
  which: z.enum(IMAGE_LISTS).optional(),
  region: z.string().optional(),
  account: z.string().optional(),
});

export function parse(draft: Draft, { directory }: ParseContext): ParseResult<ListInput> {
  const which = parseList(draft.which?.[0]);
  const place = parsePlace(draft, directory);
  return combine([which, place], {
    ...omitUndefined({ which: which.value }),
    ...place.value,
  });
}

function parseList(word: string | undefined): ParsedValue<ListInput['which']> {
  if (word === undefined || word.trim() === '') return valid(undefined);
  const normalized = word.trim().toLowerCase();
  const which = IMAGE_LISTS.find((name) => name === normalized);
  if (which !== undefined) return valid(which);
  const text = `${quoteInput(word)} is not a list of AMIs. The lists are ${IMAGE_LISTS.join(', ')}. Without a word it lists all.`;
  return invalid(undefined, 'which', text, closestMatch(normalized, IMAGE_LISTS));
}
