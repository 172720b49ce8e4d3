import type { Draft } from '../../command-line/grammar.js';
import type { InstanceInput, ParseContext, ParseResult } from '../contract.js';
import { parseReason } from '../fields/image.js';
import { parsePlace } from '../fields/location.js';
import { parseImageName, parseInstance } from '../fields/names.js';
import { combine } from '../fields/parsed.js';
import { z } from 'zod';

export type CreateInput = z.infer<typeof createInput>;
export const createInput = z.strictObject({
  instance: z.string().min(1),
  region: z.string().optional(),
  account: z.string().optional(),
  /** Of the AMI. */
  name: z.string(),
  noReboot: z.boolean(),
} satisfies Record<keyof InstanceInput, z.ZodType> & Record<string, z.ZodType>);

export function parse(draft: Draft, { directory }: ParseContext): ParseResult<CreateInput> {
  const instance = parseInstance(draft.instance?.[0] ?? '', 'instance');
  const place = parsePlace(draft, directory);
  const name = parseImageName(draft.name?.[0] ?? '', 'name');
  return combine([instance, place, name, parseReason(draft.reason?.[0])], {
    instance: instance.value,
    ...place.value,
    name: name.value,
    noReboot: draft.noReboot !== undefined,
  });
}
