import type { Directory } from '../workflows/facts/directory.js';
import type { Told } from '../workflows/use-cases.js';
import type { Message } from './blocks/message.js';
import { notSettled } from './blocks/not-settled.js';
import { thingHistory } from './blocks/thing-history.js';
import { pageValueFor } from './payloads.js';

/** A page of a history, with a button for what goes before; or why nobody knows whose history is meant. */
export function historyPage(told: Told, directory: Directory): Message {
  if (told.kind !== 'told') return notSettled(told, directory);
  return thingHistory(told, directory, told.older === undefined ? undefined : pageValueFor(told.older));
}
