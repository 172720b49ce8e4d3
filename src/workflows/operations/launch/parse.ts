import type { ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { plainHyphens } from '../grammar/words.js';
import { readImageInput } from '../parsing/image-input.js';
import { misread, quoted, read, settle, type Reading } from '../parsing/reading.js';
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

function readInstanceType(word: string): Reading<string> {
  const type = plainHyphens(word.trim()).toLowerCase();
  if (/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/.test(type)) return read(type);
  return misread('', 'instanceType', `${quoted(word)} is no instance type: a family and a size, like t3.micro.`);
}

function readSubnet(word: string | undefined): Reading<string | undefined> {
  const id = plainHyphens((word ?? '').trim()).toLowerCase();
  if (id === '' || /^subnet-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id)) return read(id === '' ? undefined : id);
  return misread(undefined, 'subnet', `${quoted(word ?? '')} is no id of a subnet: “subnet-” and 17 of 0–9 and a–f.`);
}
