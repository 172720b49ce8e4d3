import type { Draft } from '../../command-line/grammar.js';
import type { ParseContext, ParseResult } from '../contract.js';
import { imageInput, parseImageInput } from '../fields/image.js';
import { combine } from '../fields/parsed.js';
import { parseDurationInRange } from '../fields/time.js';
import { z } from 'zod';

export type RetireInput = z.infer<typeof retireInput>;
export const retireInput = z.strictObject({
  ...imageInput,
  /** From the first stage to the last, in milliseconds. */
  durationMs: z.int().positive(),
  /** Also delete the snapshots behind it. */
  snapshots: z.boolean(),
});

const DEFAULT_DURATION = '30d';

export function parse(draft: Draft, { directory }: ParseContext): ParseResult<RetireInput> {
  const image = parseImageInput(draft, directory);
  const text = draft.over?.[0] ?? '';
  const duration = parseDurationInRange(text.trim() === '' ? DEFAULT_DURATION : text, 'over');
  return combine([image, duration], {
    ...image.value,
    durationMs: duration.value,
    snapshots: draft.snapshots !== undefined,
  });
}
