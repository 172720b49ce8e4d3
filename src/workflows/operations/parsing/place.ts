import { canActIn, type Directory } from '../../facts/directory.js';
import type { Draft } from '../grammar/types.js';
import { readAccount } from './account.js';
import { misread, read, type Reading } from './reading.js';
import { readRegion } from './region.js';

/** Where AMIs are looked for; everywhere without. */
export interface Place {
  readonly region?: string;
  readonly account?: string;
}

/** Reads `in` and `of`, and whether they fit together. */
export function readPlace(draft: Draft, directory: Directory): Reading<Place> {
  const region = readOptionalRegion(draft.region?.[0], directory);
  const account = readOptionalAccount(draft.account?.[0], directory);
  const fits = readFit(region.value, account.value, directory);
  return {
    value: {
      ...(region.value === undefined ? {} : { region: region.value }),
      ...(account.value === undefined ? {} : { account: account.value }),
    },
    mistakes: [region, account, fits].flatMap(({ mistakes }) => mistakes),
  };
}

export function readOptionalRegion(word: string | undefined, directory: Directory): Reading<string | undefined> {
  return word === undefined || word.trim() === '' ? read(undefined) : readRegion(word, directory, 'region');
}

function readOptionalAccount(word: string | undefined, directory: Directory): Reading<string | undefined> {
  if (word === undefined || word.trim() === '') return read(undefined);
  const account = readAccount(word, directory, 'account');
  if (account.value === undefined || canActIn(directory, account.value)) return account;
  return misread(
    undefined,
    'account',
    `AMIs of ${account.value} cannot be looked up: the configuration names no role for it.`,
  );
}

function readFit(region: string | undefined, accountId: string | undefined, directory: Directory): Reading<undefined> {
  const account = directory.find(({ id }) => id === accountId);
  if (region === undefined || account === undefined || account.regions.includes(region)) return read(undefined);
  const regions = account.regions.join(', ');
  return misread(undefined, 'region', `${account.name} is not configured for ${region}. Its Regions: ${regions}.`);
}
