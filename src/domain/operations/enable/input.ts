import type { Draft } from '../../command-line/grammar.js';
import type { ParseContext, ParseResult } from '../contract.js';
import { imageInput, parseImageInput } from '../fields/image.js';
import { combine } from '../fields/parsed.js';
import { z } from 'zod';

export type EnableInput = z.infer<typeof enableInput>;
export const enableInput = z.strictObject({
  ...imageInput,
  /** Share it again with the grantees that disabling removed. */
  sharing: z.boolean(),
});

export function parse(draft: Draft, { directory }: ParseContext): ParseResult<EnableInput> {
  const image = parseImageInput(draft, directory);
  return combine([image], { ...image.value, sharing: draft.sharing !== undefined });
}
