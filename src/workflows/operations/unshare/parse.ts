import type { ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { readImageInput } from '../parsing/image-input.js';
import { settle } from '../parsing/reading.js';
import { readTargets } from '../parsing/target.js';
import type { UnshareInput } from './input.js';

export function parse(draft: Draft, { directory }: ParseContext): Parsed<UnshareInput> {
  const image = readImageInput(draft, directory);
  const targets = readTargets(draft.targets ?? [], directory, 'targets');
  return settle([image, targets], { ...image.value, targets: targets.value });
}
