import { z } from 'zod';
import { rejection, shapeViolations, textViolation, type Violation } from './violation.js';
import { mrkdwnViolations } from './content.js';
import { blocksViolations } from './surfaces.js';

/** The parts of a message. The arguments beside it (`channel`, `ts` …) do not belong to it. */
export interface MessageContent {
  readonly text?: unknown;
  readonly blocks?: unknown;
  readonly metadata?: unknown;
}

/** Longer texts are cut by `chat.postMessage` (M: chat.postMessage) and refused by `chat.update`. */
const MAX_MESSAGE_TEXT_LENGTH = 40_000;
export const MAX_UPDATED_TEXT_LENGTH = 4_000;

const metadata = z.union([
  z.strictObject({}),
  z.strictObject({ event_type: z.string().min(1).max(255), event_payload: z.record(z.string(), z.unknown()) }),
]);

/** Everything that Slack would refuse, or show and should not, in the content of a message. */
export function checkMessage({ text, blocks, metadata: tag }: MessageContent): readonly Violation[] {
  return [
    ...textViolations(text),
    ...(blocks === undefined ? [] : blocksViolations('message', blocks, '/blocks')),
    ...(tag === undefined ? [] : shapeViolations(metadata, tag, '/metadata')),
  ];
}

function textViolations(text: unknown): readonly Violation[] {
  // Screen readers and notifications have the text alone: Slack takes a message without it, an app should not send one.
  if (text === undefined || text === '') return [textViolation('/text', 'missing required field: text')];
  if (typeof text !== 'string') return [rejection('/text', 'must be a string')];
  const tooLong = [...text].length > MAX_MESSAGE_TEXT_LENGTH;
  return [
    ...(tooLong ? [rejection('/text', `must be less than ${MAX_MESSAGE_TEXT_LENGTH + 1} characters`)] : []),
    ...mrkdwnViolations(text, '/text'),
  ];
}
