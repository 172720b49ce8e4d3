import type { Message } from '../kit/message.js';
import { rich, richSection, literal } from '../kit/rich.js';

/** Shown at once: a scan of many AMIs takes minutes. */
export function scanStarted(): Message {
  const text = 'Scanning all AMIs. This can take a few minutes. The result will appear here.';
  return { text, blocks: [rich(richSection(literal(text)))] };
}

/** The answer if there is nothing to choose from. */
export function noStaleImages(isScanned: boolean): Message {
  const text = isScanned
    ? 'No AMI is stale any longer: every AMI of the last scan has been answered or no longer exists.'
    : 'No scan is remembered yet. /ami digest makes one.';
  return { text, blocks: [rich(richSection(literal(text)))] };
}
