import type { ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { readImageInput } from '../parsing/image-input.js';
import { settle } from '../parsing/reading.js';
import type { DeregisterInput } from './input.js';

export function parse(draft: Draft, { directory }: ParseContext): Parsed<DeregisterInput> {
  const image = readImageInput(draft, directory);
  return settle([image], { ...image.value, snapshots: draft.snapshots !== undefined });
}
