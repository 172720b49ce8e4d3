import type { Draft } from '../../command-line/grammar.js';
import type { ParseContext, ParseResult } from '../contract.js';
import { imageInput, parseImageInput } from '../fields/image.js';
import { combine } from '../fields/parsed.js';
import { parseTargets, shareTargetSchema } from '../fields/share-targets.js';
import { z } from 'zod';

export type UnshareInput = z.infer<typeof unshareInput>;
export const unshareInput = z.strictObject({ ...imageInput, targets: z.array(shareTargetSchema).min(1).readonly() });

export function parse(draft: Draft, { directory }: ParseContext): ParseResult<UnshareInput> {
  const image = parseImageInput(draft, directory);
  const targets = parseTargets(draft.targets ?? [], directory, 'targets');
  return combine([image, targets], { ...image.value, targets: targets.value });
}
