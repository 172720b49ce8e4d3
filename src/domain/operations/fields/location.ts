import { omitUndefined } from '../../model/omit-undefined.js';
import { closestMatch } from '../../command-line/closest-match.js';
import type { Draft } from '../../command-line/grammar.js';
import { normalizeDashes } from '../../command-line/tokenize.js';
import { accountLabel, canAccessAccount, type Directory, findAccount } from '../../model/directory.js';
import { invalid, type ParsedValue, quoteInput, valid } from './parsed.js';

/** Parses a Region of the configuration. No other Region is searched or copied to. */
export function parseRegion(word: string, directory: Directory, field: string): ParsedValue<string | undefined> {
  const region = normalizeDashes(word.trim()).toLowerCase();
  const configured = [...new Set(directory.flatMap(({ regions }) => regions))];
  if (configured.includes(region)) return valid(region);
  const text = `${quoteInput(word)} is none of the configured Regions: ${configured.join(', ')}.`;
  return invalid(undefined, field, text, closestMatch(region, configured));
}

/** Reads an account and gives its 12 digits. */
export function parseAccount(word: string, directory: Directory, field: string): ParsedValue<string | undefined> {
  const lookup = findAccount(directory, normalizeDashes(word.trim()));
  switch (lookup.kind) {
    case 'found':
      return valid(lookup.account.id);
    case 'unlisted':
      return valid(lookup.id);
    case 'ambiguous': {
      const accounts = lookup.accounts.map(({ id }) => accountLabel(directory, id)).join(', ');
      return invalid(undefined, field, `${quoteInput(word)} could be several accounts: ${accounts}. Use more digits.`);
    }
    case 'none':
      return invalid(
        undefined,
        field,
        `${quoteInput(word)} is not a known account. Enter 12 digits, a name from the directory, or four or more digits that begin or end exactly one of its account IDs.`,
        closestMatch(word, [...directory.map(({ name }) => name), ...directory.map(({ id }) => id)]),
      );
  }
}

/** Where AMIs are looked for; everywhere without. */
export interface PlaceFilter {
  readonly region?: string;
  readonly account?: string;
}

/** Reads `in` and `of`, and whether they fit together. */
export function parsePlace(draft: Draft, directory: Directory): ParsedValue<PlaceFilter> {
  const region = parseOptionalRegion(draft.region?.[0], directory);
  const account = parseOptionalAccount(draft.account?.[0], directory);
  const regionCheck = checkRegionOfAccount(region.value, account.value, directory);
  return {
    value: {
      ...omitUndefined({ region: region.value, account: account.value }),
    },
    errors: [region, account, regionCheck].flatMap(({ errors: inputErrors }) => inputErrors),
  };
}

export function parseOptionalRegion(word: string | undefined, directory: Directory): ParsedValue<string | undefined> {
  return word === undefined || word.trim() === '' ? valid(undefined) : parseRegion(word, directory, 'region');
}

function parseOptionalAccount(word: string | undefined, directory: Directory): ParsedValue<string | undefined> {
  if (word === undefined || word.trim() === '') return valid(undefined);
  const account = parseAccount(word, directory, 'account');
  if (account.value === undefined || canAccessAccount(directory, account.value)) return account;
  return invalid(
    undefined,
    'account',
    `AMIs of ${account.value} cannot be looked up: the configuration names no role for it.`,
  );
}

function checkRegionOfAccount(
  region: string | undefined,
  accountId: string | undefined,
  directory: Directory,
): ParsedValue<undefined> {
  const account = directory.find(({ id }) => id === accountId);
  if (region === undefined || account === undefined || account.regions.includes(region)) return valid(undefined);
  const regions = account.regions.join(', ');
  return invalid(undefined, 'region', `${account.name} is not configured for ${region}. Its Regions: ${regions}.`);
}
