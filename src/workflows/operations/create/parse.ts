import type { ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { plainHyphens } from '../grammar/words.js';
import { readImageName } from '../parsing/image-name.js';
import { readReason } from '../parsing/image-input.js';
import { readPlace } from '../parsing/place.js';
import { misread, quoted, read, settle, type Reading } from '../parsing/reading.js';
import type { CreateInput } from './input.js';

export function parse(draft: Draft, { directory }: ParseContext): Parsed<CreateInput> {
  const instance = readInstance(draft.instance?.[0] ?? '');
  const place = readPlace(draft, directory);
  const name = readImageName(draft.name?.[0] ?? '', 'name');
  return settle([instance, place, name, readReason(draft.reason?.[0])], {
    instance: instance.value,
    ...place.value,
    name: name.value,
    noReboot: draft.noReboot !== undefined,
  });
}

function readInstance(word: string): Reading<string> {
  const id = plainHyphens(word.trim()).toLowerCase();
  if (/^i-[0-9a-f]{1,17}$/.test(id)) return read(id);
  return misread(
    '',
    'instance',
    `${quoted(word)} is no id of an instance: “i-” and up to 17 of the characters 0–9 and a–f.`,
    /^[0-9a-f]{3,17}$/.test(id) ? `i-${id}` : undefined,
  );
}
