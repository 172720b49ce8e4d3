import { omitUndefined } from '../../model/omit-undefined.js';
import type { Draft } from '../../command-line/grammar.js';
import { granteeKey } from '../../model/grantee.js';
import { formatDuration } from '../../model/time.js';
import type { ParseContext, ParseResult } from '../contract.js';
import { imageInput, parseImageInput } from '../fields/image.js';
import { combine, valid } from '../fields/parsed.js';
import { parseTargets, shareTargetSchema } from '../fields/share-targets.js';
import { parseDurationInRange } from '../fields/time.js';
import { z } from 'zod';

export type ShareInput = z.infer<typeof shareInput>;
export const shareInput = z.strictObject({
  ...imageInput,
  targets: z.array(shareTargetSchema).min(1).readonly(),
  /** The milliseconds after which it is revoked. Absent: never. */
  expiresAfterMs: z.int().positive().optional(),
});

export function parse(draft: Draft, { directory }: ParseContext): ParseResult<ShareInput> {
  const image = parseImageInput(draft, directory);
  const targets = parseTargets(draft.targets ?? [], directory, 'targets');
  const durationText = draft.for?.[0]?.trim() ?? '';
  const duration = durationText === '' ? valid(undefined) : parseDurationInRange(durationText, 'for');
  return combine([image, targets, duration], {
    ...image.value,
    targets: targets.value,
    ...omitUndefined({ expiresAfterMs: duration.value }),
  });
}

/** The draft that requests the same again. */
export function toDraft({ ami, region, account, targets, expiresAfterMs }: ShareInput): Draft {
  return {
    ami: [ami],
    ...(region === undefined ? {} : { region: [region] }),
    ...(account === undefined ? {} : { account: [account] }),
    targets: targets.map(granteeKey),
    ...(expiresAfterMs === undefined ? {} : { for: [formatDuration(expiresAfterMs)] }),
  };
}
