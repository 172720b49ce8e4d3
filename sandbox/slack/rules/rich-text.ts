import { z } from 'zod';
import { blockId } from './text.js';

/** `rich_text`: its leaves are shown as they are, never parsed (B: Rich text block). */

const style = {
  style: z
    .strictObject({
      bold: z.boolean().optional(),
      code: z.boolean().optional(),
      italic: z.boolean().optional(),
      strike: z.boolean().optional(),
      underline: z.boolean().optional(),
    })
    .optional(),
};

const border = { border: z.union([z.literal(0), z.literal(1)]).optional() };

const text = z.strictObject({ type: z.literal('text'), text: z.string().min(1), ...style });

const link = z.strictObject({
  type: z.literal('link'),
  url: z.string().min(1).max(3000),
  text: z.string().optional(),
  unsafe: z.boolean().optional(),
  ...style,
});

const leaf = z.discriminatedUnion('type', [
  text,
  link,
  z.strictObject({ type: z.literal('user'), user_id: z.string().regex(/^[UW][A-Z0-9]+$/), ...style }),
  z.strictObject({ type: z.literal('channel'), channel_id: z.string().regex(/^[CGD][A-Z0-9]+$/), ...style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: z.string().regex(/^S[A-Z0-9]+$/), ...style }),
  z.strictObject({ type: z.literal('team'), team_id: z.string().min(1), ...style }),
  z.strictObject({ type: z.literal('broadcast'), range: z.enum(['here', 'channel', 'everyone']), ...style }),
  z.strictObject({ type: z.literal('color'), value: z.string().min(1), ...style }),
  z.strictObject({
    type: z.literal('emoji'),
    name: z.string().min(1),
    unicode: z.string().optional(),
    url: z.string().optional(),
    ...style,
  }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int(),
    format: z.string().min(1),
    url: z.string().optional(),
    fallback: z.string().optional(),
    ...style,
  }),
]);

const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(leaf) });

export const richText = z.strictObject({
  type: z.literal('rich_text'),
  ...blockId,
  elements: z.array(
    z.discriminatedUnion('type', [
      section,
      z.strictObject({
        type: z.literal('rich_text_list'),
        style: z.enum(['bullet', 'ordered']),
        elements: z.array(section),
        indent: z.int().min(0).max(8).optional(),
        offset: z.int().min(0).optional(),
        ...border,
      }),
      z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(leaf), ...border }),
      z.strictObject({
        type: z.literal('rich_text_preformatted'),
        elements: z.array(z.discriminatedUnion('type', [text, link])),
        ...border,
      }),
    ]),
  ),
});
