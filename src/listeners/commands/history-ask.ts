import type { Directory } from '../../workflows/facts/directory.js';
import type { Draft } from '../../workflows/operations/grammar/types.js';
import { plainHyphens } from '../../workflows/operations/grammar/words.js';
import { readImageInput } from '../../workflows/operations/parsing/image-input.js';
import { readInstance } from '../../workflows/operations/parsing/instance.js';
import { readPlace } from '../../workflows/operations/parsing/place.js';
import { misread, quoted, read, type Reading } from '../../workflows/operations/parsing/reading.js';
import type { HistoryAsk } from '../../workflows/use-cases.js';

/** Reads whose history is meant, by how its name begins. */
export function readHistoryAsk(draft: Draft, directory: Directory): Reading<HistoryAsk | undefined> {
  const word = plainHyphens((draft.ami?.[0] ?? '').trim());
  if (word.startsWith('s3://')) return read({ about: 'object', name: word });
  if (/^i-/i.test(word)) return readAboutInstance(word, draft, directory);
  if (/^(ami-|[0-9a-f]{3,17}$)/i.test(word)) {
    const { value, mistakes } = readImageInput(draft, directory);
    return { value: { about: 'image', input: value }, mistakes };
  }
  return misread(
    undefined,
    'ami',
    `${quoted(word)} is no id of an AMI (ami-…), of an instance (i-…) or of a request (AR-…).`,
  );
}

function readAboutInstance(word: string, draft: Draft, directory: Directory): Reading<HistoryAsk> {
  const instance = readInstance(word, 'ami');
  const place = readPlace(draft, directory);
  return {
    value: { about: 'instance', input: { instance: instance.value, ...place.value } },
    mistakes: [...instance.mistakes, ...place.mistakes],
  };
}
