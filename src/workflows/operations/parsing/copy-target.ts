import { z } from 'zod';
import type { Directory } from '../../facts/directory.js';
import { nearest } from '../grammar/nearest.js';
import { readAccount } from './account.js';
import { apart } from './target.js';
import { misread, quoted, read, type Reading } from './reading.js';
import { readRegion } from './region.js';

/** Where a copy goes: to another Region of the account that has the AMI, or to another account. */
export type CopyTarget = z.infer<typeof copyTarget>;
export const copyTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('region'), region: z.string() }),
  /** In the Region where the AMI is. The account calls, and owns the copy. */
  z.strictObject({ kind: z.literal('account'), id: z.string().regex(/^\d{12}$/) }),
]);

const MOST_TARGETS = 20;

/** Reads Regions and accounts, mixed, each counted once. */
export function readCopyTargets(
  words: readonly string[],
  directory: Directory,
  field: string,
): Reading<readonly CopyTarget[]> {
  const each = words.flatMap((word) => apart(word, directory)).map((word) => readCopyTarget(word, directory, field));
  const found = each.flatMap(({ value }) => value ?? []);
  const targets = [...new Map(found.map((target) => [JSON.stringify(target), target])).values()];
  if (each.length === 0) return misread([], field, 'Where to is missing: Regions or accounts.');
  if (targets.length > MOST_TARGETS) return misread([], field, `At most ${MOST_TARGETS} at once.`);
  return { value: targets, mistakes: each.flatMap(({ mistakes }) => mistakes) };
}

function readCopyTarget(word: string, directory: Directory, field: string): Reading<CopyTarget | undefined> {
  const region = readRegion(word, directory, field);
  if (region.value !== undefined) return read({ kind: 'region', region: region.value });
  // A Region that is not configured is better named as such than as no account.
  if (/^[a-z]{2,4}(-[a-z]+)+-\d$/i.test(word)) return { ...region, value: undefined };
  const account = readAccount(word, directory, field);
  if (account.value !== undefined) return read({ kind: 'account', id: account.value });
  if (/^[\d-]+$/.test(word)) return { ...account, value: undefined };
  const regions = [...new Set(directory.flatMap((one) => one.regions))];
  return misread(
    undefined,
    field,
    `${quoted(word)} is neither a configured Region (${regions.join(', ')}) nor an account.`,
    nearest(word, [...regions, ...directory.map(({ name }) => name)]),
  );
}
