import type { ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { readImageInput } from '../parsing/image-input.js';
import { readImageName } from '../parsing/image-name.js';
import { readKeyName } from '../parsing/key.js';
import { read, settle } from '../parsing/reading.js';
import type { CopyInput } from './input.js';
import { readCopyTargets } from '../parsing/copy-target.js';

export function parse(draft: Draft, { directory }: ParseContext): Parsed<CopyInput> {
  const image = readImageInput(draft, directory);
  const targets = readCopyTargets(draft.targets ?? [], directory, 'targets');
  const [asked] = draft.name ?? [];
  const name = asked === undefined ? read(undefined) : readImageName(asked, 'name');
  const [keyWord] = draft.key ?? [];
  const key = keyWord === undefined ? read(undefined) : readKeyName(keyWord, 'key');
  return settle([image, targets, name, key], {
    ...image.value,
    targets: targets.value,
    ...(name.value === undefined ? {} : { name: name.value }),
    encrypted: draft.encrypted !== undefined || key.value !== undefined,
    ...(key.value === undefined ? {} : { key: key.value }),
    ...(draft.snapshots === undefined ? {} : { by: 'snapshots' }),
  });
}
