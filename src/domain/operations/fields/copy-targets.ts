import { z } from 'zod';
import type { Directory } from '../../model/directory.js';
import { closestMatch } from '../../command-line/closest-match.js';
import { parseAccount, parseRegion } from './location.js';
import { splitList } from './share-targets.js';
import { invalid, quoteInput, valid, type ParsedValue } from './parsed.js';

/** Where a copy goes: to another Region of the account that has the AMI, or to another account. */
export type CopyTarget = z.infer<typeof copyTargetSchema>;
export const copyTargetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('region'), region: z.string() }),
  /** In the Region where the AMI is. The account calls, and owns the copy. */
  z.strictObject({ kind: z.literal('account'), id: z.string().regex(/^\d{12}$/) }),
]);

const MAX_COPY_TARGETS = 20;

/** Reads Regions and accounts, mixed, each counted once. */
export function parseCopyTargets(
  words: readonly string[],
  directory: Directory,
  field: string,
): ParsedValue<readonly CopyTarget[]> {
  const parsed = words
    .flatMap((word) => splitList(word, directory))
    .map((word) => parseCopyTarget(word, directory, field));
  const found = parsed.flatMap(({ value }) => value ?? []);
  const targets = [...new Map(found.map((target) => [JSON.stringify(target), target])).values()];
  if (parsed.length === 0) return invalid([], field, 'Where to is missing: Regions or accounts.');
  if (targets.length > MAX_COPY_TARGETS) return invalid([], field, `At most ${MAX_COPY_TARGETS} at once.`);
  return { value: targets, errors: parsed.flatMap(({ errors: inputErrors }) => inputErrors) };
}

function parseCopyTarget(word: string, directory: Directory, field: string): ParsedValue<CopyTarget | undefined> {
  const region = parseRegion(word, directory, field);
  if (region.value !== undefined) return valid({ kind: 'region', region: region.value });
  // A Region that is not configured is better named as such than as no account.
  if (/^[a-z]{2,4}(-[a-z]+)+-\d$/i.test(word)) return { ...region, value: undefined };
  const account = parseAccount(word, directory, field);
  if (account.value !== undefined) return valid({ kind: 'account', id: account.value });
  if (/^[\d-]+$/.test(word)) return { ...account, value: undefined };
  const regions = [...new Set(directory.flatMap((one) => one.regions))];
  return invalid(
    undefined,
    field,
    `${quoteInput(word)} is neither a configured Region (${regions.join(', ')}) nor an account.`,
    closestMatch(word, [...regions, ...directory.map(({ name }) => name)]),
  );
}
