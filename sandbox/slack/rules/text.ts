import { z } from 'zod';
import { mrkdwnLength, plainLength } from './mrkdwn.js';

/** Text objects and bare strings (docs: "Text object"). Lengths are measured on the escaped string. */

const MOST = 3000;

export function plainText(most = MOST) {
  return z.strictObject({
    type: z.literal('plain_text'),
    text: measured(1, most, plainLength),
    emoji: z.boolean().optional(),
  });
}

export function mrkdwn(most = MOST) {
  return z.strictObject({
    type: z.literal('mrkdwn'),
    text: measured(1, most, mrkdwnLength),
    verbatim: z.boolean().optional(),
  });
}

export function textObject(most = MOST) {
  return z.discriminatedUnion('type', [plainText(most), mrkdwn(most)]);
}

/** A bare string that is shown as plain text. */
export function shownString(most = MOST) {
  return measured(1, most, plainLength);
}

/** A string that is not shown: an id, a value, an address. */
export function keptString(most: number) {
  return z.string().min(1).max(most);
}

export const blockId = { block_id: keptString(255).optional() };

function measured(least: number, most: number, length: (text: string) => number) {
  return z.string().check((check) => {
    const measure = length(check.value);
    const issue = { input: check.value, origin: 'string', inclusive: true } as const;
    if (measure < least) check.issues.push({ ...issue, code: 'too_small', minimum: least });
    if (measure > most) check.issues.push({ ...issue, code: 'too_big', maximum: most });
  });
}
