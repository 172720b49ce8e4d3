import * as z from 'zod';

export const plainText = z.object({ type: z.literal('plain_text'), text: z.string(), emoji: z.boolean().optional() });

export const textObject = z.discriminatedUnion('type', [
  plainText,
  z.object({ type: z.literal('mrkdwn'), text: z.string(), verbatim: z.boolean().optional() }),
]);

export type TextObject = z.infer<typeof textObject>;
