import type { ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { readImageInput } from '../parsing/image-input.js';
import { readInstanceType, readSubnet } from '../parsing/launch-words.js';
import { settle } from '../parsing/reading.js';
import type { LaunchInput } from './input.js';

export function parse(draft: Draft, { directory }: ParseContext): Parsed<LaunchInput> {
  const image = readImageInput(draft, directory);
  const instanceType = readInstanceType(draft.instanceType?.[0] ?? '');
  const subnet = readSubnet(draft.subnet?.[0]);
  return settle([image, instanceType, subnet], {
    ...image.value,
    instanceType: instanceType.value,
    ...(subnet.value === undefined ? {} : { subnet: subnet.value }),
  });
}
