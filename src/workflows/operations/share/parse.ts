import { durationWord } from '../../facts/duration.js';
import type { ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { readImageInput } from '../parsing/image-input.js';
import { read, settle } from '../parsing/reading.js';
import { readTargets } from '../parsing/target.js';
import { readSpan } from '../parsing/time.js';
import { nameOf } from '../planning/grantee.js';
import type { ShareInput } from './input.js';

export function parse(draft: Draft, { directory }: ParseContext): Parsed<ShareInput> {
  const image = readImageInput(draft, directory);
  const targets = readTargets(draft.targets ?? [], directory, 'targets');
  const span = draft.for?.[0]?.trim() ?? '';
  const limit = span === '' ? read(undefined) : readSpan(span, 'for');
  return settle([image, targets, limit], {
    ...image.value,
    targets: targets.value,
    ...(limit.value === undefined ? {} : { forMs: limit.value }),
  });
}

/** What would be said to ask for the same again. */
export function draftOf({ ami, region, account, targets, forMs }: ShareInput): Draft {
  return {
    ami: [ami],
    ...(region === undefined ? {} : { region: [region] }),
    ...(account === undefined ? {} : { account: [account] }),
    targets: targets.map(nameOf),
    ...(forMs === undefined ? {} : { for: [durationWord(forMs)] }),
  };
}
