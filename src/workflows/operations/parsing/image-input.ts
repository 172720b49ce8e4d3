import { z } from 'zod';
import { canActIn, type Directory } from '../../facts/directory.js';
import type { ImageInput } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { readAccount } from './account.js';
import { readAmi } from './ami.js';
import { misread, read, type Reading } from './reading.js';
import { readRegion } from './region.js';

/** What every stored input has. */
export const imageInput = {
  ami: z.string().min(1),
  region: z.string().optional(),
  account: z.string().optional(),
} satisfies Record<keyof ImageInput, z.ZodType>;

/** So long a reason is shown whole. */
const LONGEST_REASON = 1_000;

/** The AMI and where to look for it, which every operation takes; and whether the reason can be kept. */
export function readImageInput(draft: Draft, directory: Directory): Reading<ImageInput> {
  const ami = readAmi(draft.ami?.[0]);
  const region = readPlaceRegion(draft.region?.[0], directory);
  const account = readPlaceAccount(draft.account?.[0], directory);
  const fits = readFit(region.value, account.value, directory);
  return {
    value: {
      ami: ami.value,
      ...(region.value === undefined ? {} : { region: region.value }),
      ...(account.value === undefined ? {} : { account: account.value }),
    },
    mistakes: [ami, region, account, fits, readReason(draft.reason?.[0])].flatMap(({ mistakes }) => mistakes),
  };
}

function readPlaceRegion(word: string | undefined, directory: Directory): Reading<string | undefined> {
  return word === undefined || word.trim() === '' ? read(undefined) : readRegion(word, directory, 'region');
}

function readPlaceAccount(word: string | undefined, directory: Directory): Reading<string | undefined> {
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

function readReason(reason: string | undefined): Reading<undefined> {
  const length = [...(reason ?? '')].length;
  if (length <= LONGEST_REASON) return read(undefined);
  return misread(undefined, 'reason', `The reason has ${length} characters; up to ${LONGEST_REASON} can be kept.`);
}
