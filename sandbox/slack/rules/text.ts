import { z } from 'zod';
import { mrkdwnLength, plainLength } from './mrkdwn.js';

/** Text objects and bare strings (docs: "Text object"). Lengths are measured on the escaped string. */

const MAX_TEXT_LENGTH = 3000;

export function plainText(max = MAX_TEXT_LENGTH) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: lengthLimitedString(1, max, plainLength),
    emoji: z.boolean().optional(),
  });
}

export function mrkdwn(max = MAX_TEXT_LENGTH) {
  return z.strictObject({
    type: z.literal('mrkdwn'),
    text: lengthLimitedString(1, max, mrkdwnLength),
    verbatim: z.boolean().optional(),
  });
}

export function textObject(max = MAX_TEXT_LENGTH) {
  return z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);
}

/** A bare string that is shown as plain text. */
export function displayedString(max = MAX_TEXT_LENGTH) {
  return lengthLimitedString(1, max, plainLength);
}

/** A string that is not shown: an id, a value, an address. */
export function storedString(max: number) {
  return z.string().min(1).max(max);
}

export const blockId = { block_id: storedString(255).optional() };

function lengthLimitedString(min: number, max: number, length: (text: string) => number) {
  return z.string().check((check) => {
    const measure = length(check.value);
    const issue = { input: check.value, origin: 'string', inclusive: true } as const;
    if (measure < min) check.issues.push({ ...issue, code: 'too_small', minimum: min });
    if (measure > max) check.issues.push({ ...issue, code: 'too_big', maximum: max });
  });
}
