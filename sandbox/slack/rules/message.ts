import { z } from 'zod';
import { refusal, shapeBreaches, textBreach, type Breach } from './breach.js';
import { mrkdwnBreaches } from './content.js';
import { blocksBreaches } from './surfaces.js';

/** What a message is made of; the arguments beside it (`channel`, `ts` …) are no part of it. */
export interface MessageContent {
  readonly text?: unknown;
  readonly blocks?: unknown;
  readonly metadata?: unknown;
}

/** Longer texts are cut by `chat.postMessage` (M: chat.postMessage) and refused by `chat.update`. */
export const LONGEST_TEXT = 40_000;
export const LONGEST_UPDATED_TEXT = 4_000;

const metadata = z.union([
  z.strictObject({}),
  z.strictObject({ event_type: z.string().min(1).max(255), event_payload: z.record(z.string(), z.unknown()) }),
]);

/** Everything that Slack would refuse, or show and should not, in the content of a message. */
export function messageBreaches({ text, blocks, metadata: tag }: MessageContent): readonly Breach[] {
  return [
    ...textBreaches(text),
    ...(blocks === undefined ? [] : blocksBreaches('message', blocks, '/blocks')),
    ...(tag === undefined ? [] : shapeBreaches(metadata, tag, '/metadata')),
  ];
}

function textBreaches(text: unknown): readonly Breach[] {
  // Screen readers and notifications have the text alone: Slack takes a message without it, an app should not send one.
  if (text === undefined || text === '') return [textBreach('/text', 'missing required field: text')];
  if (typeof text !== 'string') return [refusal('/text', 'must be a string')];
  const tooLong = [...text].length > LONGEST_TEXT;
  return [
    ...(tooLong ? [refusal('/text', `must be less than ${LONGEST_TEXT + 1} characters`)] : []),
    ...mrkdwnBreaches(text, '/text'),
  ];
}
