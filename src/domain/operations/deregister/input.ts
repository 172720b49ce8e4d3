import type { Draft } from '../../command-line/grammar.js';
import type { ParseContext, ParseResult } from '../contract.js';
import { imageInput, parseImageInput } from '../fields/image.js';
import { combine } from '../fields/parsed.js';
import { z } from 'zod';

export type DeregisterInput = z.infer<typeof deregisterInput>;
export const deregisterInput = z.strictObject({
  ...imageInput,
  /** Also delete the snapshots behind it. */
  snapshots: z.boolean(),
});

export function parse(draft: Draft, { directory }: ParseContext): ParseResult<DeregisterInput> {
  const image = parseImageInput(draft, directory);
  return combine([image], { ...image.value, snapshots: draft.snapshots !== undefined });
}
