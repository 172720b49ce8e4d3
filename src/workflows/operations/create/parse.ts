import type { ParseContext, Parsed } from '../contract.js';
import type { Draft } from '../grammar/types.js';
import { readImageName } from '../parsing/image-name.js';
import { readReason } from '../parsing/image-input.js';
import { readInstance } from '../parsing/instance.js';
import { readPlace } from '../parsing/place.js';
import { settle } from '../parsing/reading.js';
import type { CreateInput } from './input.js';

export function parse(draft: Draft, { directory }: ParseContext): Parsed<CreateInput> {
  const instance = readInstance(draft.instance?.[0] ?? '', 'instance');
  const place = readPlace(draft, directory);
  const name = readImageName(draft.name?.[0] ?? '', 'name');
  return settle([instance, place, name, readReason(draft.reason?.[0])], {
    instance: instance.value,
    ...place.value,
    name: name.value,
    noReboot: draft.noReboot !== undefined,
  });
}
