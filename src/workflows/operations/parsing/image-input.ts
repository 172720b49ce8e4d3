import { z } from 'zod';
import type { Directory } from '../../facts/directory.js';
import type { ImageInput } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { readAmi } from './ami.js';
import { readPlace } from './place.js';
import { misread, read, type Reading } from './reading.js';

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
  const place = readPlace(draft, directory);
  return {
    value: { ami: ami.value, ...place.value },
    mistakes: [ami, place, readReason(draft.reason?.[0])].flatMap(({ mistakes }) => mistakes),
  };
}

export function readReason(reason: string | undefined): Reading<undefined> {
  const length = [...(reason ?? '')].length;
  if (length <= LONGEST_REASON) return read(undefined);
  return misread(undefined, 'reason', `The reason has ${length} characters; up to ${LONGEST_REASON} can be kept.`);
}
