import type { Message } from '../message.js';
import { rich, section, words } from '../rich.js';

/** Said at once: a scan of many AMIs takes minutes. */
export function scanBegins(): Message {
  const text = 'Looking through all AMIs. With many of them this takes some minutes; the answer follows here.';
  return { text, blocks: [rich(section(words(text)))] };
}

/** The answer where there is nothing to choose from. */
export function nothingStale(isScanned: boolean): Message {
  const text = isScanned
    ? 'Nothing is stale any more: every AMI of the last scan is answered or gone.'
    : 'No scan is remembered yet. /ami digest makes one.';
  return { text, blocks: [rich(section(words(text)))] };
}
