import { z } from 'zod';
import { anyOption, confirm, overflowOption } from './options.js';
import { richText } from './rich-text.js';
import { selects } from './selects.js';
import { storedString, plainText, displayedString } from './text.js';

/** Block elements, and which block takes which of them (docs: "Block elements"). */

const actionable = { action_id: storedString(255).optional() };
const confirmable = { confirm: confirm.optional() };
const focusable = { focus_on_load: z.boolean().optional() };
const placeholder = { placeholder: plainText(150).optional() };
const dispatchable = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z
        .array(z.enum(['on_enter_pressed', 'on_character_entered']))
        .min(1)
        .optional(),
    })
    .optional(),
};
const style = { style: z.enum(['primary', 'danger']).optional() };
const label = { accessibility_label: displayedString(75).optional() };

export const button = z.strictObject({
  type: z.literal('button'),
  ...actionable,
  ...confirmable,
  ...style,
  ...label,
  text: plainText(75),
  value: storedString(2000).optional(),
  url: z
    .url({ protocol: /^https?$/ })
    .max(3000)
    .optional(),
});

export const imageElement = z
  .strictObject({
    type: z.literal('image'),
    alt_text: displayedString(2000),
    image_url: z.url().max(3000).optional(),
    slack_file: z.strictObject({ id: z.string().optional(), url: z.string().optional() }).optional(),
  })
  .refine(hasOneSource, { error: 'exactly one of image_url and slack_file is required' });

const workflowButton = z.strictObject({
  type: z.literal('workflow_button'),
  ...actionable,
  ...confirmable,
  ...style,
  ...label,
  text: plainText(75),
  workflow: z.strictObject({ trigger: z.looseObject({ url: z.url() }) }),
});

const overflow = z.strictObject({
  type: z.literal('overflow'),
  ...actionable,
  ...confirmable,
  options: z.array(overflowOption).min(1).max(5),
});

const checkboxes = z.strictObject({
  type: z.literal('checkboxes'),
  ...actionable,
  ...confirmable,
  ...focusable,
  options: z.array(anyOption).min(1).max(10),
  initial_options: z.array(anyOption).min(1).optional(),
});

const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  ...actionable,
  ...confirmable,
  ...focusable,
  options: z.array(anyOption).min(1).max(10),
  initial_option: anyOption.optional(),
});

const datepicker = z.strictObject({
  type: z.literal('datepicker'),
  ...actionable,
  ...confirmable,
  ...focusable,
  ...placeholder,
  initial_date: z.iso.date().optional(),
});

const timepicker = z.strictObject({
  type: z.literal('timepicker'),
  ...actionable,
  ...confirmable,
  ...focusable,
  ...placeholder,
  initial_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
  timezone: z.string().optional(),
});

const datetimepicker = z.strictObject({
  type: z.literal('datetimepicker'),
  ...actionable,
  ...confirmable,
  ...focusable,
  initial_date_time: z.int().min(1_000_000_000).max(9_999_999_999).optional(),
});

const typed = { ...actionable, ...focusable, ...placeholder, ...dispatchable };

const plainTextInput = z
  .strictObject({
    type: z.literal('plain_text_input'),
    ...typed,
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(3000).optional(),
    max_length: z.int().min(1).max(3000).optional(),
  })
  .refine(({ min_length = 0, max_length = 3000 }) => min_length <= max_length, {
    error: 'min_length must not be more than max_length',
  })
  .refine(({ initial_value = '', max_length = 3000 }) => [...initial_value].length <= max_length, {
    error: 'initial_value is longer than max_length',
  });

const numberInput = z
  .strictObject({
    type: z.literal('number_input'),
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  })
  .refine(({ min_value = '-Infinity', max_value = 'Infinity' }) => Number(min_value) <= Number(max_value), {
    error: 'min_value must not be more than max_value',
  });

const lines = z.int().min(1).max(100).optional();
const richTextInput = z.strictObject({
  type: z.literal('rich_text_input'),
  ...typed,
  initial_value: richText.optional(),
  min_lines: lines,
  max_lines: lines,
});

const address = { ...typed, initial_value: z.string().min(1).optional() };
const chosen = [checkboxes, radioButtons, datepicker, timepicker, ...selects] as const;

export const sectionAccessory = z.discriminatedUnion('type', [
  button,
  workflowButton,
  overflow,
  imageElement,
  ...chosen,
]);

export const actionElement = z.discriminatedUnion('type', [
  button,
  workflowButton,
  overflow,
  datetimepicker,
  richTextInput,
  ...chosen,
]);

export const inputElement = z.discriminatedUnion('type', [
  plainTextInput,
  numberInput,
  datetimepicker,
  richTextInput,
  z.strictObject({ type: z.literal('email_text_input'), ...address }),
  z.strictObject({ type: z.literal('url_text_input'), ...address }),
  z.strictObject({
    type: z.literal('file_input'),
    ...actionable,
    filetypes: z.array(z.string()).min(1).optional(),
    max_files: z.int().min(1).max(10).optional(),
  }),
  ...chosen,
]);

const answer = z.strictObject({ text: plainText(75), ...label, value: storedString(2000) });

export const contextAction = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('feedback_buttons'),
    ...actionable,
    positive_button: answer,
    negative_button: answer,
  }),
  z.strictObject({
    type: z.literal('icon_button'),
    ...actionable,
    ...confirmable,
    ...label,
    icon: z.string().min(1),
    text: plainText(75),
    value: storedString(2000).optional(),
    visible_to_user_ids: z.array(z.string()).optional(),
  }),
]);

/** Pictures come from one place. */
export function hasOneSource(image: { image_url?: unknown; slack_file?: unknown }): boolean {
  return (image.image_url === undefined) !== (image.slack_file === undefined);
}
