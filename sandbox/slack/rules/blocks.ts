import { z } from 'zod';
import {
  actionElement,
  contextAction,
  hasOneSource,
  imageElement,
  inputElement,
  sectionAccessory,
} from './elements.js';
import { blockId, storedString, plainText, displayedString, textObject } from './text.js';

/** The blocks that Slack has had for long (B: one page each). */

export const section = z
  .strictObject({
    type: z.literal('section'),
    ...blockId,
    text: textObject().optional(),
    fields: z.array(textObject(2000)).min(1).max(10).optional(),
    accessory: sectionAccessory.optional(),
    expand: z.boolean().optional(),
  })
  .refine(({ text, fields }) => text !== undefined || fields !== undefined, {
    error: 'one of text and fields is required',
  });

export const header = z.strictObject({
  type: z.literal('header'),
  ...blockId,
  text: plainText(150),
  level: z.int().min(1).max(4).optional(),
});

export const divider = z.strictObject({ type: z.literal('divider'), ...blockId });

export const context = z.strictObject({
  type: z.literal('context'),
  ...blockId,
  elements: z
    .array(z.union([imageElement, textObject()]))
    .min(1)
    .max(10),
});

export const actions = z.strictObject({
  type: z.literal('actions'),
  ...blockId,
  elements: z.array(actionElement).min(1).max(25),
});

export const contextActions = z.strictObject({
  type: z.literal('context_actions'),
  ...blockId,
  elements: z.array(contextAction).min(1).max(5),
});

export const input = z.strictObject({
  type: z.literal('input'),
  ...blockId,
  label: plainText(2000),
  hint: plainText(2000).optional(),
  optional: z.boolean().optional(),
  dispatch_action: z.boolean().optional(),
  element: inputElement,
});

export const image = z
  .strictObject({
    type: z.literal('image'),
    ...blockId,
    alt_text: displayedString(2000),
    title: plainText(2000).optional(),
    image_url: z.url().max(3000).optional(),
    slack_file: z.strictObject({ id: z.string().optional(), url: z.string().optional() }).optional(),
  })
  .refine(hasOneSource, { error: 'exactly one of image_url and slack_file is required' });

export const markdown = z.strictObject({ type: z.literal('markdown'), ...blockId, text: storedString(12_000) });

export const file = z.strictObject({
  type: z.literal('file'),
  ...blockId,
  source: z.literal('remote'),
  external_id: z.string().min(1),
});

export const video = z.strictObject({
  type: z.literal('video'),
  ...blockId,
  video_url: z.url({ protocol: /^https$/ }),
  thumbnail_url: z.url(),
  alt_text: displayedString(2000),
  title: plainText(199),
  title_url: z.url({ protocol: /^https$/ }).optional(),
  author_name: displayedString(49).optional(),
  provider_name: displayedString(49).optional(),
  provider_icon_url: z.url().optional(),
  description: plainText(199).optional(),
});
