import { z } from 'zod';
import { actions, context, divider, file, header, image, input, section, video } from './blocks.js';
import { button, imageElement } from './elements.js';
import { richText } from './rich-text.js';
import { table } from './tables.js';
import { blockId, plainText, textObject } from './text.js';

/** `alert`, `card`, `carousel` and `container` (B: one page each). */

export const alert = z.strictObject({
  type: z.literal('alert'),
  ...blockId,
  text: textObject(200),
  level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional(),
});

export const card = z
  .strictObject({
    type: z.literal('card'),
    ...blockId,
    hero_image: imageElement.optional(),
    icon: imageElement.optional(),
    slack_icon: z.looseObject({}).optional(),
    title: textObject(150).optional(),
    subtitle: textObject(150).optional(),
    body: textObject(200).optional(),
    subtext: textObject(200).optional(),
    actions: z.array(button).min(1).max(3).optional(),
  })
  .refine((value) => value.hero_image ?? value.title ?? value.body ?? value.actions, {
    error: 'one of hero_image, title, body and actions is required',
  });

export const carousel = z.strictObject({
  type: z.literal('carousel'),
  ...blockId,
  elements: z.array(card).min(1).max(10),
});

export const container = z
  .strictObject({
    type: z.literal('container'),
    ...blockId,
    title: plainText(150).optional(),
    rich_text_title: richText.optional(),
    subtitle: textObject(150).optional(),
    child_blocks: z
      .array(
        z.discriminatedUnion('type', [
          actions,
          context,
          divider,
          file,
          header,
          image,
          input,
          richText,
          section,
          table,
          video,
        ]),
      )
      .min(1)
      .max(10),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: imageElement.optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    has_header_divider: z.boolean().optional(),
  })
  .refine(({ title, rich_text_title }) => title ?? rich_text_title, {
    error: 'one of title and rich_text_title is required',
  })
  .refine(({ is_collapsible, default_collapsed }) => is_collapsible === true || default_collapsed !== true, {
    path: ['default_collapsed'],
    error: 'needs is_collapsible',
  });
