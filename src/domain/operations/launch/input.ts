import { omitUndefined } from '../../model/omit-undefined.js';
import type { Draft } from '../../command-line/grammar.js';
import type { ParseContext, ParseResult } from '../contract.js';
import { imageInput, parseImageInput } from '../fields/image.js';
import { parseInstanceType, parseSubnet } from '../fields/names.js';
import { combine } from '../fields/parsed.js';
import { z } from 'zod';

export type LaunchInput = z.infer<typeof launchInput>;
export const launchInput = z.strictObject({
  ...imageInput,
  instanceType: z.string(),
  /** Absent: a default subnet of the default VPC. */
  subnet: z.string().optional(),
});

export function parse(draft: Draft, { directory }: ParseContext): ParseResult<LaunchInput> {
  const image = parseImageInput(draft, directory);
  const instanceType = parseInstanceType(draft.instanceType?.[0] ?? '');
  const subnet = parseSubnet(draft.subnet?.[0]);
  return combine([image, instanceType, subnet], {
    ...image.value,
    instanceType: instanceType.value,
    ...omitUndefined({ subnet: subnet.value }),
  });
}
