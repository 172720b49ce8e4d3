import type { ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { readImageInput } from '../parsing/image-input.js';
import { readImageName } from '../parsing/image-name.js';
import { readKeyName } from '../parsing/key.js';
import { readInstanceType, readSubnet } from '../parsing/launch-words.js';
import { misread, read, settle, type Reading } from '../parsing/reading.js';
import type { CopyInput } from './input.js';
import { readCopyTargets } from '../parsing/copy-target.js';

export function parse(draft: Draft, { directory }: ParseContext): Parsed<CopyInput> {
  const image = readImageInput(draft, directory);
  const targets = readCopyTargets(draft.targets ?? [], directory, 'targets');
  const [asked] = draft.name ?? [];
  const name = asked === undefined ? read(undefined) : readImageName(asked, 'name');
  const [keyWord] = draft.key ?? [];
  const key = keyWord === undefined ? read(undefined) : readKeyName(keyWord, 'key');
  const launching = readLaunching(draft);
  return settle([image, targets, name, key, launching], {
    ...image.value,
    targets: targets.value,
    ...(name.value === undefined ? {} : { name: name.value }),
    encrypted: draft.encrypted !== undefined || key.value !== undefined,
    ...(key.value === undefined ? {} : { key: key.value }),
    ...(draft.snapshots === undefined ? {} : { by: 'snapshots' }),
    ...(launching.value === undefined ? {} : { launching: launching.value }),
  });
}

function readLaunching({ instanceType, subnet, snapshots }: Draft): Reading<CopyInput['launching']> {
  const named = readSubnet(subnet?.[0]);
  const [type] = instanceType ?? [];
  if (type === undefined) {
    if (named.value === undefined) return { ...named, value: undefined };
    return misread(undefined, 'subnet', 'A subnet goes with “by launching <instance type>” only.');
  }
  if (snapshots !== undefined) {
    return misread(undefined, 'instanceType', 'There is one way at a time: “by snapshots” or “by launching”.');
  }
  const read = readInstanceType(type);
  return {
    value: { instanceType: read.value, ...(named.value === undefined ? {} : { subnet: named.value }) },
    mistakes: [...read.mistakes, ...named.mistakes],
  };
}
