import { z } from 'zod';
import { accountOf, type Directory } from './facts/directory.js';
import type { ObjectRef } from './facts/subject.js';
import type { ObjectInput } from './operations/contract.js';
import type { Cloud } from './ports.js';

const objectInput = z.looseObject({
  bucket: z.string(),
  key: z.string(),
  region: z.string().optional(),
  account: z.string().optional(),
}) satisfies z.ZodType<ObjectInput>;

/**
 * Says into which account and Region a file is brought that an input means: the Region that was named, or that of the
 * bucket where the account is configured for it, or the account's first. Whether the file is there is for the plan to say.
 */
export async function locateObject(cloud: Cloud, directory: Directory, input: unknown): Promise<ObjectRef> {
  const { bucket, key, region, account = directory[0].id } = objectInput.parse(input);
  if (region !== undefined) return { bucket, key, account, region };
  const { regions } = accountOf(directory, account) ?? directory[0];
  const [first = ''] = regions;
  const found = await cloud.regionOfBucket(bucket, account);
  const wanted = found.known ? found.value : null;
  return { bucket, key, account, region: regions.find((name) => name === wanted) ?? first };
}

/** The input with the place that was found in place of none. */
export function settleObject(input: unknown, { region, account }: ObjectRef): unknown {
  return { ...objectInput.parse(input), region, account };
}
