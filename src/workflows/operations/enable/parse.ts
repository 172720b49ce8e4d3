import type { ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { readImageInput } from '../parsing/image-input.js';
import { settle } from '../parsing/reading.js';
import type { EnableInput } from './input.js';

export function parse(draft: Draft, { directory }: ParseContext): Parsed<EnableInput> {
  const image = readImageInput(draft, directory);
  return settle([image], { ...image.value, sharing: draft.sharing !== undefined });
}
